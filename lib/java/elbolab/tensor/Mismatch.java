package elbolab.tensor;

/** What is said when tensors do not fit an operation. */
final class Mismatch {
  private Mismatch() {}

  static IllegalArgumentException of(String operation, Tensor a, Tensor b, String rule) {
    return new IllegalArgumentException(
        operation + " of " + a.describe() + " and " + b.describe() + ": " + rule);
  }

  static IllegalArgumentException of(String operation, Tensor x, String rule) {
    return new IllegalArgumentException(operation + " of " + x.describe() + ": " + rule);
  }

  /** The backend of both, or an error if they are on two. */
  static Backend backend(String operation, Tensor a, Tensor b) {
    if (b != null && a.backend() != b.backend()) {
      throw of(
          operation,
          a,
          b,
          "one is on the backend "
              + a.backend().name()
              + ", the other on "
              + b.backend().name()
              + "; move one with to(backend)");
    }
    return a.backend();
  }
}
