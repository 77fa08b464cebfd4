package elbolab.tensor;

import elbolab.math.BinaryMap;
import elbolab.math.ParametricMap;
import elbolab.math.Workers;

/** Maps of two arrays of floats, of one shape or broadcast. */
final class CpuPairs {
  private CpuPairs() {}

  static void zip(Binary f, float[] a, float[] b, float[] y, int count) {
    if (count < 2 * CpuElementwise.BLOCK) {
      row(f, a, 0, b, 0, y, 0, count);
    } else {
      Workers.run(
          CpuElementwise.blocks(count),
          block -> {
            int at = block * CpuElementwise.BLOCK;
            row(f, a, at, b, at, y, at, CpuElementwise.length(block, count));
          });
    }
  }

  static void zip(Binary f, float[] a, float[] b, float[] y, Strides strides) {
    CpuStrides.rows(
        strides, (atA, atB, row, count) -> row(f, a, atA, b, atB, y, row * count, strides));
  }

  private static void row(
      Binary f, float[] a, int atA, float[] b, int atB, float[] y, int to, Strides strides) {
    int count = strides.size(3);
    int stepA = strides.firstStride(3);
    int stepB = strides.secondStride(3);
    if (stepA == 1 && stepB == 1) {
      row(f, a, atA, b, atB, y, to, count);
    } else if (stepA == 1 && f == Binary.TIMES) {
      ParametricMap.SCALE_AND_ADD.apply(count, b[atB], 0, a, atA, y, to);
    } else if (stepB == 1 && f == Binary.TIMES) {
      ParametricMap.SCALE_AND_ADD.apply(count, a[atA], 0, b, atB, y, to);
    } else if (stepA == 1 && f == Binary.PLUS) {
      for (int i = 0; i < count; i++) y[to + i] = a[atA + i] + b[atB];
    } else if (stepA == 1 && f == Binary.MINUS) {
      for (int i = 0; i < count; i++) y[to + i] = a[atA + i] - b[atB];
    } else {
      for (int i = 0; i < count; i++) y[to + i] = of(f, a[atA + i * stepA], b[atB + i * stepB]);
    }
  }

  private static void row(
      Binary f, float[] a, int atA, float[] b, int atB, float[] y, int to, int count) {
    BinaryMap plain = plain(f);
    if (plain != null) {
      plain.apply(count, a, atA, b, atB, y, to);
    } else {
      for (int i = 0; i < count; i++) y[to + i] = of(f, a[atA + i], b[atB + i]);
    }
  }

  private static BinaryMap plain(Binary f) {
    return switch (f) {
      case PLUS -> BinaryMap.ADD;
      case MINUS -> BinaryMap.SUBTRACT;
      case TIMES -> BinaryMap.MULTIPLY;
      case OVER -> BinaryMap.DIVIDE;
      case MAXIMUM -> BinaryMap.MAXIMUM;
      case MINIMUM -> BinaryMap.MINIMUM;
      case POWER, STEP, POWER_BY_BASE, POWER_BY_EXPONENT -> null;
    };
  }

  private static float of(Binary f, float a, float b) {
    return switch (f) {
      case POWER -> pow(a, b);
      case STEP -> a > b ? 1 : a == b ? 0.5f : 0;
      case POWER_BY_BASE -> b * pow(a, b - 1);
      case POWER_BY_EXPONENT -> a == 0 ? 0 : pow(a, b) * elbolab.math.FloatMath.log(a);
      default -> plain(f).of(a, b);
    };
  }

  private static float pow(float a, float b) {
    return ParametricMap.POWER.of(a, b, 0);
  }
}
