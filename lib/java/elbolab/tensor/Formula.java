package elbolab.tensor;

import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.Rng;
import elbolab.math.Unary;

/** The operations of a tensor. */
abstract class Formula {
  abstract Tensor self();

  private Tensor map(Unary f) {
    return Elementwise.map(f, 0, 0, self());
  }

  private Tensor map(Unary f, double p, double q) {
    return Elementwise.map(f, p, q, self());
  }

  public Tensor plus(Tensor b) {
    return Elementwise.zip(Binary.PLUS, self(), b);
  }

  public Tensor plus(double b) {
    return map(Unary.AFFINE, 1, b);
  }

  public Tensor minus(Tensor b) {
    return Elementwise.zip(Binary.MINUS, self(), b);
  }

  public Tensor minus(double b) {
    return map(Unary.AFFINE, 1, -b);
  }

  public Tensor times(Tensor b) {
    return Elementwise.zip(Binary.TIMES, self(), b);
  }

  public Tensor times(double b) {
    return map(Unary.AFFINE, b, 0);
  }

  public Tensor over(Tensor b) {
    return Elementwise.zip(Binary.OVER, self(), b);
  }

  public Tensor over(double b) {
    return map(Unary.AFFINE, 1 / b, 0);
  }

  public Tensor pow(Tensor b) {
    return Elementwise.zip(Binary.POWER, self(), b);
  }

  public Tensor pow(double b) {
    return map(Unary.POWER, b, 0);
  }

  public Tensor maximum(Tensor b) {
    return Elementwise.zip(Binary.MAXIMUM, self(), b);
  }

  public Tensor minimum(Tensor b) {
    return Elementwise.zip(Binary.MINIMUM, self(), b);
  }

  public Tensor negate() {
    return map(Unary.AFFINE, -1, 0);
  }

  public Tensor exp() {
    return map(Unary.EXP);
  }

  /** exp(x) − 1. */
  public Tensor expm1() {
    return map(Unary.EXPM1);
  }

  public Tensor log() {
    return map(Unary.LOG);
  }

  public Tensor sqrt() {
    return map(Unary.SQRT);
  }

  public Tensor square() {
    return map(Unary.SQUARE);
  }

  public Tensor reciprocal() {
    return map(Unary.RECIPROCAL);
  }

  public Tensor abs() {
    return map(Unary.ABS);
  }

  public Tensor sin() {
    return map(Unary.SIN);
  }

  public Tensor cos() {
    return map(Unary.COS);
  }

  public Tensor tanh() {
    return map(Unary.TANH);
  }

  public Tensor sigmoid() {
    return map(Unary.SIGMOID);
  }

  /** log(1 + exp(x)). */
  public Tensor softplus() {
    return map(Unary.SOFTPLUS);
  }

  public Tensor relu() {
    return map(Unary.RELU);
  }

  /** x for x > 0, else slope·x. */
  public Tensor leakyRelu(double slope) {
    return map(Unary.LEAKY_RELU, slope, 0);
  }

  /** x for x > 0, else α(exp(x) − 1). */
  public Tensor elu(double alpha) {
    return map(Unary.ELU, alpha, 0);
  }

  /** x·Φ(x). */
  public Tensor gelu() {
    return map(Unary.GELU);
  }

  public Tensor erf() {
    return map(Unary.ERF);
  }

  public Tensor clamp(double from, double to) {
    if (!(from <= to)) {
      throw new IllegalArgumentException("clamp between " + from + " and " + to);
    }
    return map(Unary.CLAMP, from, to);
  }

  /** 1 where x > 0, else 0: a constant. */
  public Tensor positive() {
    return Elementwise.map(Unary.POSITIVE, 0, 0, self().stopGradient());
  }

  /** Zeroes each number with the probability given and scales the others to keep the mean. */
  public Tensor dropout(double probability, Rng rng) {
    return Losses.dropout(self(), probability, rng);
  }

  /** Sum over the axes given, which it drops; over all when none is given. */
  public Tensor sum(int... axes) {
    return Sums.reduce(Reduction.SUM, self(), axes);
  }

  public Tensor mean(int... axes) {
    return Sums.mean(self(), axes);
  }

  public Tensor max(int... axes) {
    return Sums.reduce(Reduction.MAX, self(), axes);
  }

  public Tensor logSumExp(int... axes) {
    return Sums.reduce(Reduction.LOG_SUM_EXP, self(), axes);
  }

  public Tensor softmax(int axis) {
    return Sums.softmax(false, self(), axis);
  }

  public Tensor logSoftmax(int axis) {
    return Sums.softmax(true, self(), axis);
  }

  /** −log softmax(x)[label] of each row of x [rows, classes]. */
  public Tensor crossEntropy(int... labels) {
    return Losses.crossEntropy(self(), labels);
  }

  /** Matrix product; batched over leading axes. */
  public Tensor matmul(Tensor b) {
    return Products.matmul(self(), b);
  }

  /** x·w + bias; the bias may be null. */
  public Tensor linear(Tensor w, Tensor bias) {
    return Products.linear(self(), w, bias, Activation.IDENTITY);
  }

  /** f(x·w + bias) in one step; the bias may be null. */
  public Tensor linear(Tensor w, Tensor bias, Activation f) {
    return Products.linear(self(), w, bias, f);
  }

  /** Exchanges the last two axes. */
  public Tensor transpose() {
    return Layouts.transpose(self());
  }

  /** Axis i of the result is axis order[i] of this. */
  public Tensor transpose(int... order) {
    return Layouts.permute(self(), order);
  }

  /** The same numbers in another shape; one size may be −1. */
  public Tensor reshape(int... sizes) {
    return Layouts.reshape(self(), Layouts.fill(self(), sizes));
  }

  /** Puts an axis of size 1 before the axis given; −1 puts it last. */
  public Tensor unsqueeze(int axis) {
    return Layouts.reshape(self(), self().shape().withOneAt(axis));
  }

  /** The entries [from, to) along an axis. */
  public Tensor slice(int axis, int from, int to) {
    return Layouts.slice(self(), axis, from, to);
  }

  /** The entries `index` along an axis, in that order; an entry may come more than once. */
  public Tensor gather(int axis, int... index) {
    return Indices.gather(self(), axis, index);
  }

  /** Surrounds by zeros: before[i] and after[i] of them along axis i. */
  public Tensor pad(int[] before, int[] after) {
    return Layouts.pad(self(), before, after, 0);
  }

  /** Repeats along axes of size 1 to the shape given. */
  public Tensor expand(int... shape) {
    return Layouts.expand(self(), Shape.of(shape));
  }

  /** These tensors one after the other along an axis. */
  public static Tensor concat(int axis, Tensor... parts) {
    return Layouts.concat(axis, parts);
  }

  /** These tensors, equal in shape, along a new axis. */
  public static Tensor stack(int axis, Tensor... parts) {
    Tensor[] thick = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) thick[i] = parts[i].unsqueeze(axis);
    return Layouts.concat(axis, thick);
  }
}
