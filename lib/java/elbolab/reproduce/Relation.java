package elbolab.reproduce;

/** What a claim says of its number: that it is met, or that it bounds what one obtains. */
public enum Relation {
  EQUAL("±"),
  AT_LEAST("≥"),
  AT_MOST("≤");

  private final String sign;

  Relation(String sign) {
    this.sign = sign;
  }

  /** How far {@code obtained} is on the wrong side of {@code printed}; below 0 on the right one. */
  double miss(double obtained, double printed) {
    return switch (this) {
      case EQUAL -> Math.abs(obtained - printed);
      case AT_LEAST -> printed - obtained;
      case AT_MOST -> obtained - printed;
    };
  }

  @Override
  public String toString() {
    return sign;
  }
}
