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
    int first = narrow ? 4 : 10;
    int second = narrow ? 2 : 5;
    HhVaemOptions options =
        switch (this) {
          case VAEM -> HhVaemOptions.vaem(first);
          case MIWAEM -> HhVaemOptions.miwaem(first);
          case H_VAEM -> HhVaemOptions.hVaem(first, second);
          case HMC_VAEM -> HhVaemOptions.hmcVaem(first);
          case HH_VAEM -> HhVaemOptions.hhVaem(first, second);
        };
    boolean shorter = narrow && options.chain().isPresent();
    return shorter ? options.chain(HhVaemOptions.Chain.of(NARROW_PROPOSALS)) : options;
  }

  @Override
  public String toString() {
    return name().replace('_', '-');
  }
}
