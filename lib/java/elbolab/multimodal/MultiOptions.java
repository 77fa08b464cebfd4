package elbolab.multimodal;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model of several modalities is made of, and which bounds it learns from.
 *
 * @param shared dimensions of the code that all modalities have in common
 * @param singles whether the bound of each modality alone is added to that of all that is there
 * @param crossed whether bounds of all modalities are added in which the shared code is that of one
 *     alone, and own codes are those of all: what one says must then serve the others
 * @param subsets how many further subsets are drawn for each batch, of those that are neither one
 *     modality nor all
 * @param alpha weight of KL(joint ‖ single) in eq. (20), for {@link Combination#NETWORK}
 * @param seed of the first parameters
 */
public record MultiOptions(
    List<Modality> modalities,
    Combination combination,
    int shared,
    boolean singles,
    boolean crossed,
    int subsets,
    double alpha,
    long seed) {
  /** Subsets are counted in an int. */
  private static final int MOST = 30;

  public MultiOptions {
    modalities = List.copyOf(modalities);
    if (modalities.isEmpty() || modalities.size() > MOST) {
      throw new IllegalArgumentException(
          modalities.size() + " modalities: there must be 1 to " + MOST);
    }
    if (shared < 1 || subsets < 0) {
      throw new IllegalArgumentException(
          "shared = %d must be at least 1, subsets = %d at least 0".formatted(shared, subsets));
    }
    if (subsets > 0 && Subsets.between(modalities.size()).length == 0) {
      throw new IllegalArgumentException(
          "subsets = %d of %d modalities: there are none but one and all of them"
              .formatted(subsets, modalities.size()));
    }
    if (subsets > 0 && combination == Combination.NETWORK) {
      throw new IllegalArgumentException(
          "subsets = " + subsets + ": a joint network has no encoder for them, use PRODUCT");
    }
    if (!(alpha >= 0) || alpha == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("alpha = " + alpha + ": must be at least 0 and finite");
    }
  }

  private static MultiOptions of(Combination combination, int shared, Modality... modalities) {
    return new MultiOptions(List.of(modalities), combination, shared, false, false, 0, 0, 1);
  }

  /** Joint multimodal VAE (Suzuki et al. 2016), α = 1. */
  public static MultiOptions jmvae(int shared, Modality... modalities) {
    return of(Combination.NETWORK, shared, modalities).alpha(1);
  }

  /**
   * Multimodal VAE (Wu and Goodman 2018): the bounds of all, of each, and of one further subset
   * where there are any.
   */
  public static MultiOptions mvae(int shared, Modality... modalities) {
    return of(Combination.PRODUCT, shared, modalities)
        .singles(true)
        .subsets(modalities.length > 2 ? 1 : 0);
  }

  /**
   * Disentangled multimodal VAE with the bounds of (27), so many own dimensions for each that has
   * none yet. Lee and Pavlovic (2021) add {@link #crossed}, without which nothing keeps the class
   * out of own codes.
   */
  public static MultiOptions dmvae(int shared, int own, Modality... modalities) {
    Modality[] owning = new Modality[modalities.length];
    for (int m = 0; m < owning.length; m++) {
      owning[m] = modalities[m].own() > 0 ? modalities[m] : modalities[m].own(own);
    }
    return of(Combination.PRODUCT, shared, owning).singles(true);
  }

  /** Mixture of experts (Shi et al. 2019), with one draw of the mixture for each example. */
  public static MultiOptions mixture(int shared, Modality... modalities) {
    return of(Combination.MIXTURE, shared, modalities);
  }

  public MultiOptions singles(boolean other) {
    return new MultiOptions(modalities, combination, shared, other, crossed, subsets, alpha, seed);
  }

  public MultiOptions crossed(boolean other) {
    return new MultiOptions(modalities, combination, shared, singles, other, subsets, alpha, seed);
  }

  public MultiOptions subsets(int other) {
    return new MultiOptions(modalities, combination, shared, singles, crossed, other, alpha, seed);
  }

  public MultiOptions alpha(double other) {
    return new MultiOptions(
        modalities, combination, shared, singles, crossed, subsets, other, seed);
  }

  public MultiOptions seed(long other) {
    return new MultiOptions(
        modalities, combination, shared, singles, crossed, subsets, alpha, other);
  }

  /** Numbers of an example, all modalities side by side. */
  public int features() {
    return firstFeature(modalities.size());
  }

  /** Where the numbers of a modality begin. */
  int firstFeature(int modality) {
    return IntStream.range(0, modality).map(m -> modalities.get(m).features()).sum();
  }

  /** Where the own code of a modality begins, behind the shared one. */
  int firstOwn(int modality) {
    return shared + IntStream.range(0, modality).map(m -> modalities.get(m).own()).sum();
  }
}
