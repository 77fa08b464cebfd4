package elbolab.global;

import elbolab.data.Observed;
import elbolab.tensor.Tensor;

/**
 * The way from a group of one domain to a group of another (thesis, section 4.3.2): β of the one to
 * that of the other, z of each example to that of its partner.
 *
 * <pre>{@code
 * DomainPath path = DomainPath.between(model, digits.rows(those), clothes.rows(others));
 * path.byBeta();                       // 0: β alone changes nothing; 1: it does all
 * show(Images.of("Figure 4.7", 28, 28, pictures(path.grid(7, 7))));
 * }</pre>
 *
 * @param z1 of the first group's examples
 * @param z2 of the second group's
 * @param beta1 of the first group
 * @param beta2 of the second
 */
public record DomainPath(GlobalVae model, Tensor z1, Tensor z2, Tensor beta1, Tensor beta2) {
  /** Two groups of as many examples. */
  public static DomainPath between(GlobalVae model, Observed first, Observed second) {
    if (first.rows() != second.rows()) {
      throw new IllegalArgumentException(
          "%d examples and %d: each needs a partner".formatted(first.rows(), second.rows()));
    }
    GlobalVae.Posterior a = model.encode(first, Groups.one(first.rows()));
    GlobalVae.Posterior b = model.encode(second, Groups.one(second.rows()));
    return new DomainPath(
        model, a.local().mean(), b.local().mean(), a.global().mean(), b.global().mean());
  }

  /**
   * How far β alone takes the images on the straight way that β and z take together: 0 is where
   * they were, 1 where both lead.
   */
  public double byBeta() {
    return share(z1, beta2);
  }

  /** How far z alone takes them. */
  public double byZ() {
    return share(z2, beta1);
  }

  private double share(Tensor z, Tensor beta) {
    Tensor from = decode(z1, beta1);
    Tensor way = decode(z2, beta2).minus(from);
    return decode(z, beta).minus(from).times(way).sum().item() / way.square().sum().item();
  }

  private Tensor decode(Tensor z, Tensor beta) {
    return model.decode(z, beta.expand(z.size(0), beta.size(1)));
  }

  /** The first two partners: rows go from β₁ to β₂, columns from z₁ to z₂ (figure 4.7). */
  public Tensor grid(int rows, int columns) {
    return model.between(z1.slice(0, 0, 1), z2.slice(0, 0, 1), beta1, beta2, rows, columns);
  }
}
