package elbolab.reproduce.experiments;

import elbolab.deepdive.DeepDiveOptions.Variant;
import java.util.Arrays;

/** What DeepDIVE's tables compare, and two baselines, which are not trained from a seed. */
enum ComparedModel {
  DEEPDIVE("DeepDIVE", Variant.FULL),
  A("DeepDIVE (a)", Variant.CONDITIONAL_ONLY),
  B("DeepDIVE (b)", Variant.MARGINAL_ONLY),
  TCVAE("beta-TCVAE", Variant.CONDITIONAL_ONLY),
  AR("AR", null),
  LAST("last value", null);

  private final String title;
  private final Variant variant;

  ComparedModel(String title, Variant variant) {
    this.title = title;
    this.variant = variant;
  }

  static ComparedModel of(String title) {
    return Arrays.stream(values())
        .filter(model -> model.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model \"" + title + "\""));
  }

  String title() {
    return title;
  }

  boolean isTrained() {
    return variant != null;
  }

  Variant variant() {
    return variant;
  }

  /** Its row in the tables, as it stands in the ids of claims. */
  String row() {
    return title.replaceAll(" \\((.)\\)", "-$1");
  }
}
