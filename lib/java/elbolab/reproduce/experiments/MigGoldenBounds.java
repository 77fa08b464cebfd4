package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.math.Rng;
import elbolab.prob.MutualInformationGap;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The mutual information gap of codes whose gap is known: each factor its own code, no information
 * at all, and each factor in two codes. The case is small, so that both scales are the same.
 */
public record MigGoldenBounds(Scale scale, Settings settings) implements Experiment {
  private static final String FACTORS = "uniform-factors";
  private static final String GAP = "gap";

  /** How many factors, values of each, cases and bins. */
  public record Settings(int factors, int values, int cases, int bins) {}

  public static MigGoldenBounds at(Scale scale) {
    return new MigGoldenBounds(scale, new Settings(10, 10, 3000, 20));
  }

  @Override
  public String id() {
    return "mig-golden-bounds";
  }

  @Override
  public String title() {
    return "the mutual information gap of codes whose gap is known";
  }

  @Override
  public boolean isPaperProtocol() {
    return true;
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.generated(FACTORS, "independent uniform factors, by the seed"));
  }

  @Override
  public int seeds(String dataSet) {
    return 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, Arrays.stream(Code.values()).map(c -> c.title).toList(), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return 0.01;
  }

  @Override
  public String measuredOn() {
    return "below 0.01 s a unit, AMD EPYC, 2 cores";
  }

  private enum Code {
    IDENTITY("identity"),
    CONSTANT("constant"),
    DUPLICATED("duplicated latents");

    private final String title;

    Code(String title) {
      this.title = title;
    }

    double[][] of(int[][] factors) {
      int copies = this == DUPLICATED ? 2 : 1;
      double[][] codes = new double[copies * factors.length][factors[0].length];
      for (int j = 0; j < codes.length && this != CONSTANT; j++) {
        int factor = j % factors.length;
        for (int i = 0; i < codes[j].length; i++) {
          codes[j][i] = factors[factor][i];
        }
      }
      return codes;
    }
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Rng rng = Rng.of(unit.seed(), id());
    int[][] factors = new int[settings.factors][settings.cases];
    for (int[] factor : factors) {
      for (int i = 0; i < factor.length; i++) {
        factor[i] = rng.nextInt(settings.values);
      }
    }
    for (Code code : Code.values()) {
      if (code.title.equals(unit.model())) {
        double[][] codes = code.of(factors);
        return Map.of(GAP, MutualInformationGap.of(codes, factors, settings.bins).gap());
      }
    }
    throw new IllegalArgumentException("no code \"" + unit.model() + "\"");
  }

  @Override
  public List<ClaimMetric> answers() {
    List<ClaimMetric> answers = new ArrayList<>();
    for (Code code : Code.values()) {
      for (String bound : List.of("lower", "upper")) {
        String claim = "mig-golden-bounds/%s/%s".formatted(code.title.replace(' ', '-'), bound);
        answers.add(ClaimMetric.of(claim, FACTORS, code.title, GAP));
      }
    }
    return answers;
  }
}
