package elbolab.tensor;

/** The numbers of one step of Adam, bias corrections included. */
public record AdamStep(
    double beta1, double beta2, double epsilon, double rate, double vScale, double decay) {
  /** A parameter's gradient, its means, and its numbers. */
  public record Arrays(
      Storage gradient, Storage mean, Storage square, Storage weights, int count) {}
}
