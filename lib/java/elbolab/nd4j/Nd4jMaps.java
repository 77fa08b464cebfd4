package elbolab.nd4j;

import elbolab.math.Binary;
import elbolab.math.Unary;
import elbolab.tensor.Reduction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Maps, their derivatives and reductions on ND4J arrays; each returns a new array. */
final class Nd4jMaps {
  private Nd4jMaps() {}

  static INDArray value(Unary f, double p, double q, INDArray x) {
    return switch (f) {
      case AFFINE -> x.mul(p).addi(q);
      case EXP -> Transforms.exp(x, true);
      case EXPM1 -> Transforms.exp(x, true).subi(1);
      case LOG -> Transforms.log(x, true);
      case SQRT -> Transforms.sqrt(x, true);
      case ABS -> Transforms.abs(x, true);
      case SIN -> Transforms.sin(x, true);
      case COS -> Transforms.cos(x, true);
      case TANH -> Transforms.tanh(x, true);
      case SIGMOID -> Transforms.sigmoid(x, true);
      case SOFTPLUS -> Transforms.softPlus(x, true);
      case RELU -> Transforms.relu(x, true);
      case LEAKY_RELU -> Transforms.leakyRelu(x, p, true);
      case ELU -> Transforms.relu(x, true).addi(negative(x, p));
      case GELU -> distribution(x).muli(x);
      case ERF -> erf(x);
      case CLAMP -> Transforms.min(Transforms.max(x, p, true), q, true);
      case SQUARE -> x.mul(x);
      case RECIPROCAL -> x.rdiv(1);
      case POSITIVE -> x.gt(0).castTo(Nd4jArrays.TYPE);
      case POWER -> Transforms.pow(x, p, true);
    };
  }

  /** p·(exp(min(x, 0)) − 1). */
  private static INDArray negative(INDArray x, double p) {
    return Transforms.exp(Transforms.min(x, 0, true), false).subi(1).muli(p);
  }

  private static INDArray erf(INDArray x) {
    return Nd4j.getExecutioner().exec(new Erf(x, x.ulike()));
  }

  private static INDArray distribution(INDArray x) {
    return erf(x.mul(Math.sqrt(0.5))).addi(1).muli(0.5);
  }

  private static INDArray density(INDArray x) {
    return Transforms.exp(x.mul(x).muli(-0.5), false).muli(1 / Math.sqrt(2 * Math.PI));
  }

  static INDArray slope(Unary f, double p, double q, INDArray x, INDArray y) {
    return switch (f) {
      case AFFINE -> y.mul(0).addi(p);
      case EXP -> y.dup();
      case EXPM1 -> y.add(1);
      case LOG -> x.rdiv(1);
      case SQRT -> y.rdiv(0.5);
      case ABS -> Transforms.sign(x, true);
      case SIN -> Transforms.cos(x, true);
      case COS -> Transforms.sin(x, true).negi();
      case TANH -> y.mul(y).rsubi(1);
      case SIGMOID -> y.mul(y.rsub(1));
      case SOFTPLUS -> Transforms.exp(y.neg(), false).rsubi(1);
      case RELU -> y.gt(0).castTo(Nd4jArrays.TYPE);
      case LEAKY_RELU -> x.gt(0).castTo(Nd4jArrays.TYPE).muli(1 - p).addi(p);
      case ELU -> x.gt(0).castTo(Nd4jArrays.TYPE).addi(negative(x, p)).addi(below(x, 0).muli(p));
      case GELU -> distribution(x).addi(density(x).muli(x));
      case ERF -> density(x.mul(Math.sqrt(2))).muli(2 * Math.sqrt(2));
      case CLAMP -> below(x, p).addi(x.gt(q).castTo(Nd4jArrays.TYPE)).rsubi(1);
      case SQUARE -> x.mul(2);
      case RECIPROCAL -> y.mul(y).negi();
      case POSITIVE -> y.mul(0);
      case POWER -> Transforms.pow(x, p - 1, true).muli(p);
    };
  }

  private static INDArray below(INDArray x, double bound) {
    return x.lt(bound).castTo(Nd4jArrays.TYPE);
  }

  static INDArray value(Binary f, INDArray a, INDArray b) {
    return switch (f) {
      case PLUS -> a.add(b);
      case MINUS -> a.sub(b);
      case TIMES -> a.mul(b);
      case OVER -> a.div(b);
      case POWER -> Transforms.pow(a, b, true);
      case MAXIMUM -> Transforms.max(a, b, true);
      case MINIMUM -> Transforms.min(a, b, true);
      case STEP -> Transforms.sign(a.sub(b), false).addi(1).muli(0.5);
      case POWER_BY_BASE -> Transforms.pow(a, b.sub(1), true).muli(b);
      case POWER_BY_EXPONENT -> {
        INDArray zero = a.eq(0).castTo(Nd4jArrays.TYPE);
        yield Transforms.pow(a, b, true).muli(Transforms.log(a.add(zero), false));
      }
    };
  }

  /** Reduces the middle one of three axes. */
  static INDArray reduce(Reduction f, INDArray x) {
    return switch (f) {
      case SUM -> x.sum(1);
      case MAX -> x.max(1);
      case LOG_SUM_EXP -> {
        INDArray max = x.max(true, 1);
        INDArray sum = Transforms.exp(x.sub(max.broadcast(x.shape())), false).sum(1);
        yield Transforms.log(sum, false).addi(max.reshape(sum.shape()));
      }
    };
  }
}
