package elbolab.reproduce.experiments;

import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Schedule;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Quantity;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.vae.Aggressive;
import elbolab.vae.Bound;
import elbolab.vae.Fit;
import elbolab.vae.ImportanceEstimate;
import elbolab.vae.LatentUse;
import elbolab.vae.collapse.BitSequences;
import elbolab.vae.collapse.CausalVae;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What each remedy of posterior collapse does to a VAE with an autoregressive decoder, on generated
 * sequences of bits: active units, mutual information, divergence and likelihood of test sequences.
 * No number of it is printed anywhere.
 */
public record CollapseRemedies(Scale scale, Settings settings) implements Experiment {
  private static final String DATA = "bit-sequences";
  private static final int ROWS_AT_ONCE = 250;

  /**
   * @param length bits of a sequence
   * @param window bits that the decoder looks back
   * @param trained sequences that are trained on
   * @param tested sequences that are scored
   * @param samples of z for the likelihood of each
   */
  public record Settings(
      int length,
      int latent,
      int window,
      int hidden,
      int trained,
      int tested,
      int epochs,
      int samples) {}

  /** The remedies, each as an option of the training; all else is the same. */
  public enum Remedy {
    NONE("none") {
      @Override
      Fit of(Fit fit, long steps) {
        return fit;
      }
    },
    ANNEALED("KL annealing") {
      @Override
      Fit of(Fit fit, long steps) {
        return fit.beta(Schedule.linear(0, 1, steps / 4));
      }
    },
    CYCLICAL("cyclical annealing") {
      @Override
      Fit of(Fit fit, long steps) {
        return fit.beta(Schedule.cyclical(0, 1, steps / 4, 0.5));
      }
    },
    AGGRESSIVE("aggressive encoder") {
      @Override
      Fit of(Fit fit, long steps) {
        return fit.aggressive(Aggressive.standard());
      }
    },
    FREE_BITS("free bits") {
      @Override
      Fit of(Fit fit, long steps) {
        return fit.bound(Bound.freeBits(0.5));
      }
    };

    private final String title;

    Remedy(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /** A training of so many steps with this remedy. */
    abstract Fit of(Fit fit, long steps);

    static Remedy of(String title) {
      return Arrays.stream(values())
          .filter(remedy -> remedy.title.equals(title))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no remedy \"" + title + "\""));
    }
  }

  public static CollapseRemedies at(Scale scale) {
    return new CollapseRemedies(
        scale,
        scale == Scale.QUICK
            ? new Settings(30, 2, 1, 32, 4000, 1000, 12, 200)
            : new Settings(30, 2, 1, 32, 16_000, 4000, 60, 1000));
  }

  @Override
  public String id() {
    return "collapse-remedies";
  }

  @Override
  public String title() {
    return "remedies of posterior collapse on generated sequences of bits";
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.generated(DATA, "BitSequences of seed 1, the same for all seeds"));
  }

  @Override
  public int seeds(String dataSet) {
    return 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, Arrays.stream(Remedy.values()).map(Remedy::title).toList(), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return settings.epochs * (double) settings.trained / 10_000
        + settings.tested * (double) settings.samples / 100_000;
  }

  @Override
  public String measuredOn() {
    return "10,000 sequences a second in training; one core of an AMD EPYC, Java 17";
  }

  /** The training of a remedy, which a notebook can watch. */
  public Fit training(Remedy remedy, long seed) {
    Fit fit = Fit.epochs(settings.epochs).batch(100).rate(1e-3).seed(seed);
    return remedy.of(fit, fit.plan(settings.trained).steps());
  }

  /** The sequences to train on. */
  public Dataset training() {
    return BitSequences.draw(settings.trained, settings.length, 1).bits();
  }

  /** The sequences that are scored. */
  public Dataset test() {
    return BitSequences.draw(settings.tested, settings.length, ~1).bits();
  }

  /** A model before its training, with so many latent numbers. */
  public CausalVae model(int latent, long seed) {
    return CausalVae.of(
        new CausalVae.Options(settings.length, latent, settings.window, settings.hidden, seed));
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    long seed = unit.seed();
    CausalVae vae = model(settings.latent, seed);
    vae.fit(training(), training(Remedy.of(unit.model()), seed));
    Dataset test = test();
    LatentUse use = LatentUse.of(vae, test, Rng.of(seed, "use"));
    ImportanceEstimate likelihood =
        ImportanceEstimate.of(
            vae, test, settings.samples, ROWS_AT_ONCE, Rng.of(seed, "importance"));
    return Map.of(
        "active_units", (double) use.activeUnits(),
        "mutual_information", use.mutualInformation(),
        "divergence", use.divergence(),
        "nll", likelihood.negativeLogLikelihood());
  }

  @Override
  public List<Sheet> findings(Result result) {
    Map<Quantity, double[]> all = Quantity.of(result);
    Sheet sheet =
        Sheet.columns("remedy", "active units", "I(x; z) / nats", "KL / nats", "−log p(x) / nats");
    for (Remedy remedy : Remedy.values()) {
      sheet.row(
          remedy.title,
          mean(all, remedy, "active_units"),
          mean(all, remedy, "mutual_information"),
          mean(all, remedy, "divergence"),
          mean(all, remedy, "nll"));
    }
    int seeds = (int) result.units().stream().mapToLong(u -> u.unit().seed()).distinct().count();
    return List.of(
        sheet.caption("Remedies of posterior collapse, mean over %d seeds".formatted(seeds)));
  }

  /** Blank where there are fewer than two runs. */
  private static Measured mean(Map<Quantity, double[]> all, Remedy remedy, String metric) {
    double[] values = all.get(new Quantity(DATA, remedy.title, 0, metric));
    return values == null || values.length < 2 ? null : Measured.mean(values);
  }
}
