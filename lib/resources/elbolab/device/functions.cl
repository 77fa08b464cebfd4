/* Elementary functions: the operations of FloatMath and DoubleMath in their order. What begins with F_ or D_ are the
   constants and polynomials of these two, what begins with UNARY_, BINARY_ or ACTIVATION_ their functions' numbers:
   all written by the program from its own classes. */
FUNC float power_of_two(int n) { return FLOAT_OF((n + 127) << 23); }

FUNC float exp_(float x) {
  float bounded = x > 89.0f ? 89.0f : x < -104.0f ? -104.0f : x;
  float rounded = FMA(bounded, F_LOG2_E, F_ROUNDER);
  float n = rounded - F_ROUNDER;
  float r = FMA(n, -F_LN2_LOW, FMA(n, -F_LN2_HIGH, bounded));
  float sum = 1.0f + r;
  float lost = r - (sum - 1.0f);
  float y = sum + FMA(F_EXP(r), r * r, lost);
  int whole = BITS(rounded) - BITS(F_ROUNDER);
  int half_ = whole >> 1;
  return y * power_of_two(half_) * power_of_two(whole - half_);
}

FUNC float expm1_nonzero(float x) {
  float rounded = FMA(x, F_LOG2_E, F_ROUNDER);
  float n = rounded - F_ROUNDER;
  float r = FMA(n, -F_LN2_LOW, FMA(n, -F_LN2_HIGH, x));
  float p = FMA(F_EXP(r), r * r, r);
  float scale = power_of_two(BITS(rounded) - BITS(F_ROUNDER) - 1);
  return 2.0f * FMA(scale, p, scale - 0.5f);
}

FUNC float expm1_(float x) {
  float y = expm1_nonzero(x > 89.0f ? 89.0f : x < -20.0f ? -20.0f : x);
  return FABS(x) < 0x1p-25f ? x : y;
}

FUNC float log_of(float f, float exponent) {
  float p = F_LOG(f);
  return FMA(exponent, F_LN2_HIGH, FMA(exponent, F_LN2_LOW, f * f * p) + f);
}

FUNC float log_(float x) {
  int subnormal = x < 0x1p-126f;
  float scaled = subnormal ? x * 0x1p25f : x;
  int shifted = BITS(scaled) - F_SQRT_HALF_BITS;
  float exponent = (float)(shifted >> 23) - (subnormal ? 25.0f : 0.0f);
  float m = FLOAT_OF((shifted & 0x7FFFFF) + F_SQRT_HALF_BITS);
  float y = log_of(m - 1.0f, exponent);
  return x > 0.0f ? (x == INF_F ? x : y) : x == 0.0f ? -INF_F : NAN_F;
}

FUNC float tanh_(float x) {
  float size = FABS(x);
  float t = expm1_nonzero(2.0f * (size > 10.0f ? 10.0f : size));
  float z = size * size;
  float near = FMA(size * z, F_TANH(z), size);
  return COPYSIGN(size < F_TANH_SPLIT ? near : t / (t + 2.0f), x);
}

FUNC float sigmoid_(float x) {
  float e = exp_(-FABS(x));
  float above = x < 0.0f ? e : 1.0f;
  float below = 1.0f + e;
  float lost = e - (below - 1.0f);
  float inverse = 1.0f / below;
  float y = above * inverse;
  float rest = FMA(-y, lost, FMA(-y, below, above));
  return FMA(rest, inverse, y);
}

FUNC float softplus_(float x) {
  float e = exp_(-FABS(x));
  int halved = e > F_SQRT_2_LESS_1;
  float y = log_of(halved ? FMA(0.5f, e, -0.5f) : e, halved ? 1.0f : 0.0f);
  return (x < 0.0f ? 0.0f : x) + y;
}

FUNC float erf_(float x) {
  float size = FABS(x);
  float far = 1.0f - exp_(F_LOG_ERFC(size > 4.0f ? 4.0f : size));
  float z = size * size;
  float near = FMA(size, F_ERF_SLOPE, size * F_ERF(z));
  return COPYSIGN(size < F_ERF_SPLIT ? near : far, x);
}

FUNC float gelu_(float x) {
  float h = 0.5f * x;
  return FMA(h, erf_(x * F_SQRT_HALF), h);
}

FUNC float gelu_slope(float x) {
  float density = F_INVERSE_SQRT_TWO_PI * exp_(-0.5f * (x * x));
  float distribution = FMA(erf_(x * F_SQRT_HALF), 0.5f, 0.5f);
  return FMA(x, density, distribution);
}

FUNC float quarter_sine(float r, int quarter) {
  float z = r * r;
  float s = FMA(r * z, F_SIN(z), r);
  float c = FMA(F_COS(z), z, 1.0f);
  float y = (quarter & 1) == 0 ? s : c;
  return (quarter & 2) == 0 ? y : -y;
}

FUNC float turned_sine(float u, int shift) {
  float rounded = FMA(u, 4.0f, F_ROUNDER);
  float n = rounded - F_ROUNDER;
  return quarter_sine(FMA(n, -0.25f, u) * F_TWO_PI, BITS(rounded) + shift);
}

FUNC float reduced_sine(float x, int shift) {
  float rounded = FMA(x, F_TWO_OVER_PI, F_ROUNDER);
  float n = rounded - F_ROUNDER;
  float r = FMA(n, -F_HALF_PI_HIGH, x);
  r = FMA(n, -F_HALF_PI_MIDDLE, r);
  r = FMA(n, -F_HALF_PI_LOW, r);
  return quarter_sine(r, BITS(rounded) + shift);
}

/* Java's Math.max and Math.min: NaN wins, -0 < +0 */
FUNC float max_(float a, float b) {
  if (a != a) return a;
  if (a == 0.0f && b == 0.0f) return FLOAT_OF(BITS(a) & BITS(b));
  return a >= b ? a : b;
}
FUNC float min_(float a, float b) {
  if (a != a) return a;
  if (a == 0.0f && b == 0.0f) return FLOAT_OF(BITS(a) | BITS(b));
  return a <= b ? a : b;
}

#ifdef FP64
FUNC uint64 two_over_pi(int place) {
  int word = place >> 5;
  uint64 both = (uint64)(uint)F_TWO_OVER_PI_BITS[word] << 32 | (uint)F_TWO_OVER_PI_BITS[word + 1];
  return both << (place & 31) >> 32;
}

FUNC float far_sine(float x, int shift) {
  int bits = BITS(x) & 0x7FFFFFFF;
  int exponent = (bits >> 23) - 150;
  if (exponent > 104) return NAN_F;
  uint64 m = (uint64)((bits & 0x7FFFFF) | 0x800000);
  int first = exponent + 30;
  uint64 low = m * two_over_pi(first + 64) >> 32;
  int64 product = (int64)((m * two_over_pi(first) << 32) + m * two_over_pi(first + 32) + low);
  int64 quarter = (int64)((uint64)product + ((uint64)1 << 61)) >> 62;
  int64 rest = (int64)((uint64)product - ((uint64)quarter << 62));
  float y = quarter_sine((float)((double)rest * F_QUARTER_TURN_62), (int)quarter + shift);
  return x < 0.0f && shift == 0 ? -y : y;
}

FUNC float turned(float x, int shift) {
  return FABS(x) > F_LARGEST_ANGLE ? far_sine(x, shift) : reduced_sine(x, shift);
}
FUNC float sin_(float x) { return x == 0.0f ? x : turned(x, 0); }
FUNC float cos_(float x) { return turned(x, 1); }

FUNC double dpower_of_two(int n) { return DOUBLE_OF(((int64)n + 1023) << 52); }

FUNC double dexp_(double x) {
  double bounded = x > 710.0 ? 710.0 : x < -746.0 ? -746.0 : x;
  double rounded = DFMA(bounded, D_LOG2_E, D_ROUNDER);
  double n = rounded - D_ROUNDER;
  double r = DFMA(n, -D_LN2_LOW, DFMA(n, -D_LN2_HIGH, bounded));
  double sum = 1.0 + r;
  double lost = r - (sum - 1.0);
  double y = sum + DFMA(D_EXP(r), r * r, lost);
  int half_ = (int)n >> 1;
  return y * dpower_of_two(half_) * dpower_of_two((int)n - half_);
}

FUNC double dlog_(double x) {
  double infinity = (double)INF_F;
  if (!(x > 0.0) || x == infinity) return x == 0.0 ? -infinity : x < 0.0 ? (double)NAN_F : x;
  /* Never subnormal: x is the size of a float. */
  int64 shifted = DBITS(x) - D_SQRT_HALF_BITS;
  int exponent = (int)(shifted >> 52);
  double m = DOUBLE_OF((shifted & 0xFFFFFFFFFFFFFL) + D_SQRT_HALF_BITS);
  double f = m - 1.0;
  double s = f / (2.0 + f);
  double z = s * s;
  double h = 0.5 * (f * f);
  double e = (double)exponent;
  double tail = f - (h - DFMA(s, DFMA(D_LOG(z), z, h), e * D_LN2_LOW));
  return DFMA(e, D_LN2_HIGH, tail);
}

FUNC float pow_(float xf, float yf) {
  double x = (double)xf;
  double y = (double)yf;
  if (y == 0.0) return 1.0f;
  int whole = y == rint(y);
  int odd = whole && fabs(y) < 0x1p53 && ((int64)y & 1) == 1;
  double size = dexp_(y * dlog_(fabs(x)));
  double power = x > 0.0 || (x == 0.0 && !odd) ? size
                 : x == 0.0                    ? (BITS(xf) < 0 ? -size : size)
                 : !whole                      ? (double)NAN_F
                 : odd                         ? -size
                                               : size;
  return (float)power;
}
#else /* the program launches none of these here: it refuses them by name */
#define sin_(x) NAN_F
#define cos_(x) NAN_F
#define pow_(x, y) NAN_F
#endif

FUNC float map_of(int f, float p, float q, float x) {
  switch (f) {
    case UNARY_AFFINE: return FMA(x, p, q);
    case UNARY_EXP: return exp_(x);
    case UNARY_EXPM1: return expm1_(x);
    case UNARY_LOG: return log_(x);
    case UNARY_SQRT: return SQRT(x);
    case UNARY_ABS: return FABS(x);
    case UNARY_SIN: return sin_(x);
    case UNARY_COS: return cos_(x);
    case UNARY_TANH: return tanh_(x);
    case UNARY_SIGMOID: return sigmoid_(x);
    case UNARY_SOFTPLUS: return softplus_(x);
    case UNARY_RELU: return x < 0.0f ? 0.0f : x;
    case UNARY_LEAKY_RELU: return x < 0.0f ? p * x : x;
    case UNARY_ELU: return x < 0.0f ? p * expm1_(x) : x;
    case UNARY_GELU: return gelu_(x);
    case UNARY_ERF: return erf_(x);
    case UNARY_CLAMP: return x < p ? p : x > q ? q : x;
    case UNARY_SQUARE: return x * x;
    case UNARY_RECIPROCAL: return 1.0f / x;
    case UNARY_POSITIVE: return x > 0.0f ? 1.0f : 0.0f;
    case UNARY_POWER: return pow_(x, p);
    default: return NAN_F;
  }
}

/* dy times the derivative at x, where y = f(x) */
FUNC float slope_of(int f, float p, float q, float x, float y, float dy) {
  switch (f) {
    case UNARY_AFFINE: return dy * p;
    case UNARY_EXP: return y * dy;
    case UNARY_EXPM1: return dy * (y + 1.0f);
    case UNARY_LOG: return dy / x;
    case UNARY_SQRT: return 0.5f * dy / y;
    case UNARY_ABS: return dy * (x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x);
    case UNARY_SIN: return dy * cos_(x);
    case UNARY_COS: return dy * -sin_(x);
    case UNARY_TANH: return dy * FMA(-y, y, 1.0f);
    case UNARY_SIGMOID: return dy * (y * (1.0f - y));
    case UNARY_SOFTPLUS: return -dy * expm1_(-y);
    case UNARY_RELU: return y > 0.0f ? dy : 0.0f;
    case UNARY_LEAKY_RELU: return dy * (x < 0.0f ? p : 1.0f);
    case UNARY_ELU: return dy * (x < 0.0f ? y + p : 1.0f);
    case UNARY_GELU: return dy * gelu_slope(x);
    case UNARY_ERF: return dy * (F_ERF_SLOPE * exp_(-(x * x)));
    case UNARY_CLAMP: return dy * (x < p || x > q ? 0.0f : 1.0f);
    case UNARY_SQUARE: return 2.0f * x * dy;
    case UNARY_RECIPROCAL: return -(y * y) * dy;
    case UNARY_POSITIVE: return dy * 0.0f;
    case UNARY_POWER: return dy * (p * pow_(x, p - 1.0f));
    default: return NAN_F;
  }
}

FUNC float zip_of(int f, float a, float b) {
  switch (f) {
    case BINARY_PLUS: return a + b;
    case BINARY_MINUS: return a - b;
    case BINARY_TIMES: return a * b;
    case BINARY_OVER: return a / b;
    case BINARY_POWER: return pow_(a, b);
    case BINARY_MAXIMUM: return max_(a, b);
    case BINARY_MINIMUM: return min_(a, b);
    case BINARY_STEP: return a > b ? 1.0f : a == b ? 0.5f : 0.0f;
    case BINARY_POWER_BY_BASE: return b * pow_(a, b - 1.0f);
    case BINARY_POWER_BY_EXPONENT: return a == 0.0f ? 0.0f : pow_(a, b) * log_(a);
    default: return NAN_F;
  }
}

FUNC float activated(int f, float x) {
  switch (f) {
    case ACTIVATION_RELU: return x < 0.0f ? 0.0f : x;
    case ACTIVATION_TANH: return tanh_(x);
    case ACTIVATION_SIGMOID: return sigmoid_(x);
    case ACTIVATION_SOFTPLUS: return softplus_(x);
    default: return x;
  }
}
