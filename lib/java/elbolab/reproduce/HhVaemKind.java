package elbolab.reproduce;

import elbolab.hhvaem.HhVaemOptions;

/** The five models of the thesis by their names there. */
enum HhVaemKind {
  VAEM,
  MIWAEM,
  H_VAEM,
  HMC_VAEM,
  HH_VAEM;

  private static final int NARROW_PROPOSALS = 5;

  /** With the sizes of thesis section 5.4.1, for narrow tables or for others. */
  HhVaemOptions options(boolean narrow) {
    HhVaemOptions options = HhVaemOptions.named(toString(), narrow ? 4 : 10, narrow ? 2 : 5);
    boolean shorter = narrow && options.chain().isPresent();
    return shorter ? options.chain(HhVaemOptions.Chain.of(NARROW_PROPOSALS)) : options;
  }

  @Override
  public String toString() {
    return name().replace('_', '-');
  }
}
