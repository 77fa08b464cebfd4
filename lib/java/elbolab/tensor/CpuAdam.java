package elbolab.tensor;

/** Adam on arrays of floats. */
final class CpuAdam {
  private CpuAdam() {}

  static void step(AdamStep step, float[] g, float[] m, float[] v, float[] w, int count) {
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
}
