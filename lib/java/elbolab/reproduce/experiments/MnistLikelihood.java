package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Mnist;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Results;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * −log p(x) of MNIST's test images. The data sets are named after what becomes of the grey pixels,
 * for results of different binarisation must not be compared: {@code mnist-redrawn} draws them anew
 * each time an image is used, {@code mnist-fixed} once and for all, for every seed the same. The
 * file of fixed pixels that the sources use was drawn in the same way with other random numbers.
 *
 * <p>The training goes on from its checkpoint when a unit was stopped.
 */
public record MnistLikelihood(Scale scale, Settings settings) implements Experiment {
  static final String REDRAWN = "mnist-redrawn";
  static final String FIXED = "mnist-fixed";

  /**
   * @param redrawnRows images that are trained on with redrawn pixels, of 60,000
   * @param stages of the rate's schedule there, 8 in the paper: 3280 passes through the data
   * @param fixedRows images that are trained on with fixed pixels
   * @param validatedRows the last of the 60,000, which decide which parameters are kept there
   * @param epochs passes there for the VAE and the VampPrior
   * @param importanceEpochs passes there for the importance-weighted bound
   * @param warmUp epochs over which the weight of the VampPrior's divergence rises to 1
   * @param tested images that are scored, of 10,000
   * @param fewSamples of z for each of them: the VAE with fixed pixels
   * @param samples of z: all others
   */
  public record Settings(
      int redrawnRows,
      int stages,
      int fixedRows,
      int validatedRows,
      int epochs,
      int importanceEpochs,
      int warmUp,
      int tested,
      int fewSamples,
      int samples) {}

  public static MnistLikelihood at(Scale scale) {
    return new MnistLikelihood(
        scale,
        scale == Scale.QUICK
            ? new Settings(10_000, 2, 10_000, 1000, 10, 1, 5, 500, 200, 200)
            : new Settings(60_000, 8, 50_000, 10_000, 500, 3280, 100, 10_000, 200, 5000));
  }

  @Override
  public String id() {
    return "mnist-nll";
  }

  @Override
  public String title() {
    return "likelihood of MNIST by VAE, IWAE and VampPrior, pixels fixed or redrawn";
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.files(REDRAWN, "MNIST", Mnist.files("mnist")),
        DataInput.files(FIXED, "MNIST", Mnist.files("mnist")));
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 2 : 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, MnistModel.titles(dataSet), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return MnistModel.of(unit).seconds(settings);
  }

  @Override
  public String measuredOn() {
    return "steps and importance samples of each model; one core of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    return MnistModel.of(unit)
        .run(
            settings,
            Mnist.load(folder),
            unit.seed(),
            Results.made().resolve("checkpoints").resolve(id() + "-" + scale));
  }

  @Override
  public List<ClaimMetric> answers() {
    String quantity = "/negative-log-likelihood";
    return Stream.of(
            ClaimMetric.of(
                "mnist-nll/Burda-et-al.-one-layer/VAE" + quantity,
                REDRAWN,
                MnistModel.VAE_REDRAWN.title(),
                "nll"),
            ClaimMetric.of(
                "mnist-nll/Burda-et-al.-one-layer/IWAE-k-50" + quantity,
                REDRAWN,
                MnistModel.IWAE_REDRAWN.title(),
                "nll"),
            fixed("pythae-obtained/VAE", MnistModel.VAE_FIXED),
            fixed("pythae-reference/VAE", MnistModel.VAE_FIXED)
                .butNotComparable("the source has other networks and another training"),
            fixed("pythae-obtained/IWAE-K-50", MnistModel.IWAE_FIXED),
            fixed("pythae-reference/IWAE-K-50", MnistModel.IWAE_FIXED),
            fixed("pythae-obtained/VAMP-K-500", MnistModel.VAMP_FIXED)
                .butNotComparable(MnistModel.OTHER_VAMP),
            fixed("pythae-reference/VAMP-K-500", MnistModel.VAMP_FIXED)
                .butNotComparable(MnistModel.OTHER_VAMP))
        .toList();
  }

  private static ClaimMetric fixed(String claim, MnistModel model) {
    return ClaimMetric.of(
        "mnist-nll/" + claim + "/negative-log-likelihood", FIXED, model.title(), "nll");
  }
}
