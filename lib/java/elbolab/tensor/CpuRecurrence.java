package elbolab.tensor;

/** The long short-term memory cell and Adam on arrays of floats. */
final class CpuRecurrence {
  private CpuRecurrence() {}

  static void lstmCell(
      int rows,
      int units,
      float[] gates,
      float[] cell,
      float[] activated,
      float[] newCell,
      float[] hidden) {
    for (int r = 0; r < rows; r++) {
      int g = 4 * units * r;
      for (int u = 0; u < units; u++) {
        float input = activated[g + u] = sigmoid(gates[g + u]);
        float forget = activated[g + units + u] = sigmoid(gates[g + units + u]);
        float candidate = activated[g + 2 * units + u] = tanh(gates[g + 2 * units + u]);
        float output = activated[g + 3 * units + u] = sigmoid(gates[g + 3 * units + u]);
        int at = units * r + u;
        newCell[at] = forget * cell[at] + input * candidate;
        hidden[at] = output * tanh(newCell[at]);
      }
    }
  }

  static void lstmCellGradient(
      int rows,
      int units,
      float[] activated,
      float[] cell,
      float[] newCell,
      float[] dhidden,
      float[] dnewCell,
      float[] dgates,
      float[] dcell) {
    for (int r = 0; r < rows; r++) {
      int g = 4 * units * r;
      for (int u = 0; u < units; u++) {
        int at = units * r + u;
        float input = activated[g + u];
        float forget = activated[g + units + u];
        float candidate = activated[g + 2 * units + u];
        float output = activated[g + 3 * units + u];
        float squashed = tanh(newCell[at]);
        float dh = dhidden == null ? 0 : dhidden[at];
        float dc = dnewCell == null ? 0 : dnewCell[at];
        dc += dh * output * (1 - squashed * squashed);
        dgates[g + u] = dc * candidate * input * (1 - input);
        dgates[g + units + u] = dc * cell[at] * forget * (1 - forget);
        dgates[g + 2 * units + u] = dc * input * (1 - candidate * candidate);
        dgates[g + 3 * units + u] = dh * squashed * output * (1 - output);
        if (dcell != null) dcell[at] = dc * forget;
      }
    }
  }

  static void adam(Adam step, float[] g, float[] m, float[] v, float[] w, int count) {
    float keepM = (float) step.beta1();
    float takeM = (float) (1 - step.beta1());
    float keepV = (float) step.beta2();
    float takeV = (float) (1 - step.beta2());
    float epsilon = (float) step.epsilon();
    float rate = (float) step.rate();
    float vScale = (float) step.vScale();
    float keepW = (float) (1 - step.decay());
    for (int i = 0; i < count; i++) {
      m[i] = keepM * m[i] + takeM * g[i];
      v[i] = keepV * v[i] + takeV * g[i] * g[i];
      w[i] = keepW * w[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * vScale + epsilon);
    }
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  private static float tanh(float x) {
    return (float) Math.tanh(x);
  }
}
