/* The kernels. A thread that has nothing to do still goes through every barrier: some compilers (PoCL 3.1) let one
   thread decide for all where a barrier stands under a condition, even one that is equal for all. */

/* ---- number by number ---- */
KERNEL fill(GLOBAL float *y, int n, float v) {
  int i = GID;
  if (i < n) y[i] = v;
}

KERNEL map(GLOBAL const float *x, GLOBAL float *y, int n, int f, float p, float q) {
  int i = GID;
  if (i < n) y[i] = map_of(f, p, q, x[i]);
}

KERNEL map_gradient(GLOBAL const float *x, GLOBAL const float *y, GLOBAL const float *dy, GLOBAL float *dx, int n,
                    int f, float p, float q) {
  int i = GID;
  if (i < n) dx[i] = slope_of(f, p, q, x[i], y[i], dy[i]);
}

KERNEL zip(GLOBAL const float *a, GLOBAL const float *b, GLOBAL float *y, int n, int f) {
  int i = GID;
  if (i < n) y[i] = zip_of(f, a[i], b[i]);
}

#define STRIDES \
  int n1, int n2, int n3, int a0, int a1, int a2, int a3, int a_at, int b0, int b1, int b2, int b3, int b_at
#define PLACES(i)                                                               \
  int l = i % n3, k = i / n3 % n2, j = i / n3 / n2 % n1, h = i / n3 / n2 / n1; \
  int at_a = a_at + h * a0 + j * a1 + k * a2 + l * a3;                          \
  int at_b = b_at + h * b0 + j * b1 + k * b2 + l * b3;

KERNEL zip_strided(GLOBAL const float *a, GLOBAL const float *b, GLOBAL float *y, int n, int f, STRIDES) {
  int i = GID;
  if (i < n) {
    PLACES(i)
    y[i] = zip_of(f, a[at_a], b[at_b]);
  }
}

KERNEL copy_strided(GLOBAL const float *a, GLOBAL float *b, int n, int add, STRIDES) {
  int i = GID;
  if (i < n) {
    PLACES(i)
    b[at_b] = add ? b[at_b] + a[at_a] : a[at_a];
  }
}

KERNEL add_scaled(GLOBAL const float *x, GLOBAL float *to, int n, float scale) {
  int i = GID;
  if (i < n) to[i] = FMA(scale, x[i], to[i]);
}

/* ---- several arrays at a time ---- */
#define OF_EIGHT(k, x) \
  (k == 0 ? x##0 : k == 1 ? x##1 : k == 2 ? x##2 : k == 3 ? x##3 : k == 4 ? x##4 : k == 5 ? x##5 : k == 6 ? x##6 : x##7)
#define EIGHT(type, x) type x##0, type x##1, type x##2, type x##3, type x##4, type x##5, type x##6, type x##7
#define NUMBERS GLOBAL float *
#define CONSTANTS GLOBAL const float *

/* The first numbers of up to eight arrays, beside each other. */
KERNEL collect(EIGHT(CONSTANTS, x), GLOBAL float *to, int at, int n) {
  int k = GID;
  if (k < n) to[at + k] = OF_EIGHT(k, x)[0];
}

/* Sets a flag to 0 where one of up to eight arrays holds what is not finite. */
KERNEL all_finite(EIGHT(CONSTANTS, x), EIGHT(int, n), GLOBAL float *flag) {
  int k = GROUP(1);
  GLOBAL const float *x = OF_EIGHT(k, x);
  int n = OF_EIGHT(k, n);
  for (int i = GID; i < n; i += GSIZE)
    if (!(FABS(x[i]) < INF_F)) flag[0] = 0.0f;
}

KERNEL adam(EIGHT(CONSTANTS, g), EIGHT(NUMBERS, m), EIGHT(NUMBERS, v), EIGHT(NUMBERS, w), EIGHT(int, n), float keep_m,
            float take_m, float keep_v, float take_v, float epsilon, float rate, float v_scale, float keep_w) {
  int k = GROUP(1);
  int i = GID;
  if (i < OF_EIGHT(k, n)) {
    float g = OF_EIGHT(k, g)[i];
    float m = keep_m * OF_EIGHT(k, m)[i] + take_m * g;
    float v = keep_v * OF_EIGHT(k, v)[i] + take_v * g * g;
    OF_EIGHT(k, m)[i] = m;
    OF_EIGHT(k, v)[i] = v;
    OF_EIGHT(k, w)[i] = keep_w * OF_EIGHT(k, w)[i] - rate * m / (SQRT(v) * v_scale + epsilon);
  }
}

/* ---- sums along rows: sixteen lanes, then a fixed tree, as Reductions has it ---- */
#define LANES 16
#define ROWS 8      /* to a group of threads */
#define BLOCK 4096  /* numbers to a block; the blocks' sums are summed in the same way */
#define BLOCKS (BLOCK * BLOCK)

/* This thread's lane and row; beyond the last row it computes that one again and writes nothing. */
#define ROW(outer)                          \
  LOCAL float part[LANES * ROWS];           \
  int lane = LID(0), at = LANES * LID(1);   \
  int wanted = GROUP(0) * ROWS + LID(1);    \
  int live = wanted < outer;                \
  int row = live ? wanted : outer - 1;

#define TREE(COMBINE, x, y)                                                                       \
  part[at + lane] = x;                                                                            \
  for (int h = LANES / 2; h > 0; h /= 2) {                                                        \
    BARRIER();                                                                                    \
    if (lane < h) part[at + lane] = COMBINE(part[at + lane], part[at + lane + h]);                \
  }                                                                                               \
  BARRIER();                                                                                      \
  y = part[at];                                                                                   \
  BARRIER();
#define PLUS(a, b) ((a) + (b))

#define ROW_MAX(y, n, x)                                     \
  {                                                          \
    float m = -INF_F;                                        \
    for (int i = lane; i < n; i += LANES) m = max_(m, x);    \
    TREE(max_, m, y)                                         \
  }

/* y = the sum over i below n of what NEXT, which knows i, adds to s */
#define ROW_SUM(y, n, NEXT)                                                         \
  {                                                                                 \
    float of_all = 0.0f;                                                            \
    for (int64 c = 0; c < n; c += BLOCKS) {                                         \
      float of_blocks = 0.0f;                                                       \
      for (int64 b = c; b < n && b < c + BLOCKS; b += BLOCK) {                      \
        float s = 0.0f;                                                             \
        for (int64 i = b + lane; i < n && i < b + BLOCK; i += LANES) s = NEXT;      \
        float total;                                                                \
        TREE(PLUS, s, total)                                                        \
        if (lane == b / BLOCK % LANES) of_blocks = of_blocks + total;               \
      }                                                                             \
      float total;                                                                  \
      TREE(PLUS, of_blocks, total)                                                  \
      if (lane == c / BLOCKS % LANES) of_all = of_all + total;                      \
    }                                                                               \
    TREE(PLUS, of_all, y)                                                           \
  }

/* Row r is block r % blocks of a longer one: what is left of `n` numbers, a block at most. */
KERNEL reduce_rows(GLOBAL const float *x, GLOBAL float *y, int outer, int n, int blocks, int f) {
  ROW(outer)
  int first = row % blocks * BLOCK;
  int end = n - first < BLOCK ? n : first + BLOCK;
  GLOBAL const float *xs = x + (int64)(row / blocks) * n;
  float s = 0.0f;
  float m = -INF_F;
  for (int i = first + lane; i < end; i += LANES) {
    s = s + xs[i];
    m = max_(m, xs[i]);
  }
  float sum, top;
  TREE(PLUS, s, sum)
  TREE(max_, m, top)
  if (live && lane == 0) y[row] = f == REDUCTION_SUM ? sum : top;
}

KERNEL log_sum_exp_rows(GLOBAL const float *x, GLOBAL float *y, int outer, int n) {
  ROW(outer)
  GLOBAL const float *xs = x + (int64)row * n;
  float top, sum;
  ROW_MAX(top, n, xs[i])
  ROW_SUM(sum, n, s + exp_(xs[i] - top))
  if (live && lane == 0) y[row] = FABS(top) == INF_F ? top : top + log_(sum);
}

KERNEL softmax_rows(GLOBAL const float *x, GLOBAL float *y, int outer, int n, int log) {
  ROW(outer)
  GLOBAL const float *xs = x + (int64)row * n;
  GLOBAL float *ys = y + (int64)row * n;
  float top, sum;
  ROW_MAX(top, n, xs[i])
  ROW_SUM(sum, n, s + exp_(xs[i] - top))
  float all = FABS(top) == INF_F ? top : top + log_(sum);
  float share = 1.0f / sum;
  for (int i = lane; i < (live ? n : 0); i += LANES)
    ys[i] = log ? xs[i] - all : FMA(exp_(xs[i] - top), share, 0.0f);
}

/* kind: 0 of a softmax, 1 of its logarithm, 2 of a softmax with the products fused into their sum (attention) */
KERNEL softmax_gradient_rows(GLOBAL const float *y, GLOBAL const float *dy, GLOBAL float *dx, int outer, int n,
                             int kind) {
  ROW(outer)
  int64 from = (int64)row * n;
  float sum;
  ROW_SUM(sum, n,
          kind == 2 ? FMA(y[from + i], dy[from + i], s) : s + (kind == 1 ? dy[from + i] : dy[from + i] * y[from + i]))
  for (int64 i = from + lane; i < (live ? from + n : 0); i += LANES)
    dx[i] = kind == 1 ? dy[i] - exp_(y[i]) * sum : y[i] * (dy[i] - sum);
}

/* ---- sums down columns: in order, up to 1,024 rows to a chain ---- */
#define CHAIN 1024
#define CHAINS (CHAIN * CHAIN)

/* As ROW_SUM, by one thread: where x[at(i)] is the i-th of n numbers, NEXT adds it to s. */
#define COLUMN_SUM(y, n, NEXT)                                          \
  y = 0.0f;                                                             \
  for (int64 c = 0; c < n; c += CHAINS) {                               \
    float of_chains = 0.0f;                                             \
    for (int64 b = c; b < n && b < c + CHAINS; b += CHAIN) {            \
      float s = 0.0f;                                                   \
      for (int64 i = b; i < n && i < b + CHAIN; i++) s = NEXT;          \
      of_chains = of_chains + s;                                        \
    }                                                                   \
    y = y + of_chains;                                                  \
  }

/* y [outer, blocks, inner] from x [outer, n, inner]: a block is what is left of n rows, CHAIN at most. */
KERNEL reduce_columns(GLOBAL const float *x, GLOBAL float *y, int count, int n, int inner, int blocks, int f) {
  int t = GID;
  if (t < count) {
    int first = t / inner % blocks * CHAIN;
    int end = n - first < CHAIN ? n : first + CHAIN;
    GLOBAL const float *xs = x + (int64)(t / inner / blocks) * n * inner + t % inner;
    float s = f == REDUCTION_SUM ? 0.0f : -INF_F;
    for (int i = first; i < end; i++) {
      float v = xs[(int64)i * inner];
      s = f == REDUCTION_SUM ? s + v : max_(s, v);
    }
    y[t] = s;
  }
}

#define AT(i) (from + (int64)(i) * inner)
#define COLUMN_TOP(n)                                          \
  int64 from = (int64)(t / inner) * n * inner + t % inner;     \
  float top = -INF_F;                                          \
  for (int i = 0; i < n; i++) top = max_(top, x[AT(i)]);       \
  float sum;                                                   \
  COLUMN_SUM(sum, n, s + exp_(x[AT(i)] - top))

KERNEL log_sum_exp_columns(GLOBAL const float *x, GLOBAL float *y, int count, int n, int inner) {
  int t = GID;
  if (t < count) {
    COLUMN_TOP(n)
    y[t] = FABS(top) == INF_F ? top : top + log_(sum);
  }
}

KERNEL softmax_columns(GLOBAL const float *x, GLOBAL float *y, int count, int n, int inner, int log) {
  int t = GID;
  if (t < count) {
    COLUMN_TOP(n)
    float all = FABS(top) == INF_F ? top : top + log_(sum);
    float share = 1.0f / sum;
    for (int i = 0; i < n; i++) y[AT(i)] = log ? x[AT(i)] - all : exp_(x[AT(i)] - top) * share;
  }
}

KERNEL softmax_gradient_columns(GLOBAL const float *y, GLOBAL const float *dy, GLOBAL float *dx, int count, int n,
                                int inner, int log) {
  int t = GID;
  if (t < count) {
    int64 from = (int64)(t / inner) * n * inner + t % inner;
    float sum;
    COLUMN_SUM(sum, n, s + (log ? dy[AT(i)] : dy[AT(i)] * y[AT(i)]))
    for (int i = 0; i < n; i++)
      dx[AT(i)] = log ? dy[AT(i)] - exp_(y[AT(i)]) * sum : y[AT(i)] * (dy[AT(i)] - sum);
  }
}

/* ---- labels and indices ---- */
KERNEL cross_entropy(GLOBAL float *p, GLOBAL const int *labels, GLOBAL float *loss, int rows, int classes) {
  int i = GID;
  if (i < rows) {
    GLOBAL float *row = p + (int64)i * classes;
    loss[i] = -row[labels[i]];
    for (int c = 0; c < classes; c++) row[c] = exp_(row[c]);
  }
}

KERNEL cross_entropy_gradient(GLOBAL const float *p, GLOBAL const int *labels, GLOBAL const float *dloss,
                              GLOBAL float *dx, int n, int classes) {
  int i = GID;
  if (i < n) {
    int r = i / classes;
    dx[i] = dloss[r] * (i % classes == labels[r] ? p[i] - 1.0f : p[i]);
  }
}

KERNEL gather(GLOBAL const float *x, GLOBAL const int *index, GLOBAL float *y, int n, int count, int picks,
              int inner) {
  int i = GID;
  if (i < n) {
    int j = i % inner, k = i / inner % picks, o = i / inner / picks;
    y[i] = x[((int64)o * count + index[k]) * inner + j];
  }
}

/* A thread for each (outer, inner), so that what is picked twice is added in order. */
KERNEL scatter_add(GLOBAL const float *dy, GLOBAL const int *index, GLOBAL float *dx, int n, int count, int picks,
                   int inner) {
  int i = GID;
  if (i < n) {
    int j = i % inner, o = i / inner;
    for (int k = 0; k < picks; k++) {
      int64 to = ((int64)o * count + index[k]) * inner + j;
      dx[to] = dx[to] + dy[((int64)o * picks + k) * inner + j];
    }
  }
}

/* ---- normalisation: the numbers of a group are a row ---- */
#define OF_GROUP(i) (((int64)((i) / inner) * groups + row) * inner + (i) % inner)

KERNEL normalise(GLOBAL const float *x, GLOBAL float *y, GLOBAL float *mean, GLOBAL float *scale, int n, int groups,
                 int inner, float epsilon) {
  ROW(groups)
  float sum;
  ROW_SUM(sum, n, s + x[OF_GROUP(i)])
  float first = sum / (float)n;
  ROW_SUM(sum, n, s + (x[OF_GROUP(i)] - first))
  float rest = sum / (float)n;
  ROW_SUM(sum, n, FMA(x[OF_GROUP(i)] - first - rest, x[OF_GROUP(i)] - first - rest, s))
  float factor = 1.0f / SQRT(sum / (float)n + epsilon);
  for (int i = lane; i < (live ? n : 0); i += LANES) y[OF_GROUP(i)] = (x[OF_GROUP(i)] - first - rest) * factor;
  if (live && lane == 0) {
    mean[row] = first + rest;
    scale[row] = factor;
  }
}

KERNEL normalise_gradient(GLOBAL const float *y, GLOBAL const float *scale, GLOBAL const float *dy, GLOBAL float *dx,
                          int n, int groups, int inner) {
  ROW(groups)
  float sum, product;
  ROW_SUM(sum, n, s + dy[OF_GROUP(i)])
  ROW_SUM(product, n, FMA(dy[OF_GROUP(i)], y[OF_GROUP(i)], s))
  float mean = sum / (float)n;
  float share = product / (float)n;
  for (int i = lane; i < (live ? n : 0); i += LANES)
    dx[OF_GROUP(i)] = scale[row] * FMA(-share, y[OF_GROUP(i)], dy[OF_GROUP(i)] - mean);
}

/* ---- random numbers: Philox 4x32-10 ---- */
FUNC void philox(uint64 low, uint64 high, uint64 key, uint *o) {
  uint c0 = (uint)low, c1 = (uint)(low >> 32), c2 = (uint)high, c3 = (uint)(high >> 32);
  uint k0 = (uint)key, k1 = (uint)(key >> 32);
  for (int r = 0; r < 10; r++) {
    uint64 p0 = (uint64)0xD2511F53u * c0;
    uint64 p1 = (uint64)0xCD9E8D57u * c2;
    c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
    c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint)p1;
    c3 = (uint)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  o[0] = c0;
  o[1] = c1;
  o[2] = c2;
  o[3] = c3;
}

KERNEL uniform_numbers(GLOBAL float *y, int n, uint64 first, uint64 stream, uint64 key) {
  int i = GID;
  if (4 * (int64)i < n) {
    uint w[4];
    philox(first + i, stream, key, w);
    for (int j = 0; j < 4 && 4 * i + j < n; j++) y[4 * i + j] = (float)(w[j] >> 8) * 0x1p-24f;
  }
}

KERNEL gaussian_numbers(GLOBAL float *y, int n, uint64 first, uint64 stream, uint64 key) {
  int i = GID;
  if (4 * (int64)i < n) {
    uint w[4];
    philox(first + i, stream, key, w);
    for (int j = 0; j < 4 && 4 * i + j < n; j += 2) {
      float v = ((float)w[j] + 0.5f) * 0x1p-32f;
      float u = (float)(w[j + 1] >> 8) * 0x1p-24f;
      float radius = SQRT(-2.0f * log_(v));
      y[4 * i + j] = radius * turned_sine(u, 1);
      if (4 * i + j + 1 < n) y[4 * i + j + 1] = radius * turned_sine(u, 0);
    }
  }
}

/* ---- images ---- */
#define WINDOW \
  int in, int height, int width, int out, int kernel_height, int kernel_width, int stride, int padding, int out_height, \
      int out_width

/* For a pixel and each place of the filter in order: a chain over the outputs; these are added. */
KERNEL convolve_by_input(GLOBAL const float *w, GLOBAL const float *dy, GLOBAL float *dx, int n, WINDOW) {
  int t = GID;
  if (t < n) {
    int x = t % width, h = t / width % height, channel = t / width / height % in;
    int image = t / width / height / in;
    float s = 0.0f;
    for (int i = 0; i < kernel_height; i++)
      for (int j = 0; j < kernel_width; j++) {
        int r = h + padding - i, c = x + padding - j;
        if (r < 0 || c < 0 || r % stride != 0 || c % stride != 0) continue;
        r /= stride;
        c /= stride;
        if (r >= out_height || c >= out_width) continue;
        float q = 0.0f;
        for (int o = 0; o < out; o++)
          q = FMA(w[(((int64)o * in + channel) * kernel_height + i) * kernel_width + j],
                  dy[(((int64)image * out + o) * out_height + r) * out_width + c], q);
        s = s + q;
      }
    dx[t] = s;
  }
}

/* parts [blocks of images, out, patch]: each number a chain over the images of its block */
KERNEL convolve_by_filters(GLOBAL const float *x, GLOBAL const float *dy, GLOBAL float *parts, int n, int batch,
                           int per_block, WINDOW) {
  int t = GID;
  if (t < n) {
    int patch = in * kernel_height * kernel_width;
    int p = t % patch, o = t / patch % out, block = t / patch / out;
    int j = p % kernel_width, i = p / kernel_width % kernel_height, channel = p / kernel_width / kernel_height;
    float s = 0.0f;
    int end = (block + 1) * per_block < batch ? (block + 1) * per_block : batch;
    for (int image = block * per_block; image < end; image++)
      for (int r = 0; r < out_height; r++)
        for (int c = 0; c < out_width; c++) {
          int h = r * stride + i - padding, v = c * stride + j - padding;
          int inside = h >= 0 && h < height && v >= 0 && v < width;
          float q = inside ? x[(((int64)image * in + channel) * height + h) * width + v] : 0.0f;
          s = FMA(q, dy[(((int64)image * out + o) * out_height + r) * out_width + c], s);
        }
    parts[t] = s;
  }
}

#define POOL int height, int width, int kernel_, int stride, int padding, int out_height, int out_width

KERNEL max_pool(GLOBAL const float *x, GLOBAL float *y, GLOBAL float *where, int n, POOL) {
  int t = GID;
  if (t < n) {
    int c = t % out_width, r = t / out_width % out_height, plane = t / out_width / out_height;
    int top = r * stride - padding, left = c * stride - padding;
    int bottom = top + kernel_ < height ? top + kernel_ : height;
    int right = left + kernel_ < width ? left + kernel_ : width;
    top = top < 0 ? 0 : top;
    left = left < 0 ? 0 : left;
    GLOBAL const float *xs = x + (int64)plane * height * width;
    int best = top * width + left;
    for (int h = top; h < bottom; h++)
      for (int v = left; v < right; v++)
        if (!(xs[h * width + v] <= xs[best])) best = h * width + v;
    y[t] = xs[best];
    where[t] = (float)best;
  }
}

KERNEL average_pool(GLOBAL const float *x, GLOBAL float *y, int n, POOL) {
  int t = GID;
  if (t < n) {
    int c = t % out_width, r = t / out_width % out_height, plane = t / out_width / out_height;
    float s = 0.0f;
    for (int i = 0; i < kernel_; i++)
      for (int j = 0; j < kernel_; j++) {
        int h = r * stride - padding + i, v = c * stride - padding + j;
        if (h >= 0 && h < height && v >= 0 && v < width) s = s + x[((int64)plane * height + h) * width + v];
      }
    y[t] = 1.0f / (float)(kernel_ * kernel_) * s;
  }
}

/* A thread to a pixel: the windows that hold it, in order. */
KERNEL pool_gradient(GLOBAL const float *where, GLOBAL const float *dy, GLOBAL float *dx, int n, POOL, int greatest) {
  int t = GID;
  if (t < n) {
    int v = t % width, h = t / width % height, plane = t / width / height;
    float share = 1.0f / (float)(kernel_ * kernel_);
    float s = 0.0f;
    for (int r = 0; r < out_height; r++) {
      int top = r * stride - padding;
      if (h < top || h >= top + kernel_) continue;
      for (int c = 0; c < out_width; c++) {
        int left = c * stride - padding;
        if (v < left || v >= left + kernel_) continue;
        int at = (plane * out_height + r) * out_width + c;
        if (!greatest) s = s + share * dy[at];
        else if ((int)where[at] == h * width + v) s = s + dy[at];
      }
    }
    dx[t] = s;
  }
}

/* ---- LSTM: a step of all rows, without its product ---- */
KERNEL lstm_cell(GLOBAL float *a, GLOBAL float *h, GLOBAL float *c, int n, int units, int old, int next) {
  int t = GID;
  if (t < n) {
    GLOBAL float *g = a + 4 * (int64)old + (int64)(t / units) * 4 * units + t % units;
    float input = sigmoid_(g[0]), forget = sigmoid_(g[units]), candidate = tanh_(g[2 * units]);
    float output = sigmoid_(g[3 * units]);
    g[0] = input;
    g[units] = forget;
    g[2 * units] = candidate;
    g[3 * units] = output;
    float cell = forget * c[old + t] + input * candidate;
    c[next + t] = cell;
    h[next + t] = tanh_(cell) * output;
  }
}

KERNEL lstm_cell_gradient(GLOBAL const float *a, GLOBAL const float *c, GLOBAL const float *dy, GLOBAL const float *dh,
                          GLOBAL float *dc, GLOBAL float *da, int n, int units, int old, int next, int has_dy) {
  int t = GID;
  if (t < n) {
    int64 g = 4 * (int64)old + (int64)(t / units) * 4 * units + t % units;
    float input = a[g], forget = a[g + units], candidate = a[g + 2 * units], output = a[g + 3 * units];
    float slope = has_dy ? dh[t] + dy[old + t] : dh[t];
    float squashed = tanh_(c[next + t]);
    float d = dc[t] + slope * output * (1.0f - squashed * squashed);
    da[g] = d * candidate * input * (1.0f - input);
    da[g + units] = d * c[old + t] * forget * (1.0f - forget);
    da[g + 2 * units] = d * input * (1.0f - candidate * candidate);
    da[g + 3 * units] = slope * squashed * output * (1.0f - output);
    dc[t] = d * forget;
  }
}
