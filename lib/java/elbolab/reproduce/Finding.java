package elbolab.reproduce;

/** What the doctor found about one subject; the remedy is empty where all is well. */
record Finding(String subject, String what, String remedy) {
  static Finding ok(String subject, String what) {
    return new Finding(subject, what, "");
  }

  boolean isOk() {
    return remedy.isEmpty();
  }

  @Override
  public String toString() {
    String head = (isOk() ? "ok       " : "missing  ") + subject + ": " + what;
    return isOk() ? head : head + System.lineSeparator() + "         remedy: " + remedy;
  }
}
