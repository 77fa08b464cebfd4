package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.Mnist;
import elbolab.data.Pictures;
import elbolab.math.Rng;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.DrawnFigure;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Plot;
import elbolab.show.Sheet;
import elbolab.show.Values;
import elbolab.tensor.Tape;
import elbolab.vae.Elbo;
import elbolab.vae.Fit;
import elbolab.video.FilmStrips;
import elbolab.video.FilmWindows;
import elbolab.video.Forecasts;
import elbolab.video.FrameNetworks;
import elbolab.video.LatentStructure;
import elbolab.video.MovingDigits;
import elbolab.video.PriorAtBounces;
import elbolab.video.VideoModel;
import elbolab.video.VideoOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What comes next in films of moving digits and of a face: SV2P's and SVG's models and a
 * deterministic predictor on the same networks, by the best and the mean of several continuations.
 */
public record VideoDigits(Scale scale, Settings settings) implements Experiment {
  /**
   * @param side pixels of a film of digits, both ways
   * @param digits that move in each film
   * @param channels of the convolutions on digits; faces take the first two
   * @param units of the generator's core, of which there are two layers
   * @param inferring units of the cores of posterior and prior
   * @param frames of a film that is learned from
   * @param past frames that a continuation is shown
   * @param horizon frames of a continuation
   * @param steps of Adam on films of digits, at a rate that falls to a tenth along a cosine
   * @param faceSteps the same on the film of a face
   * @param tested films of digits that are continued; pieces of the face's last fifth are fewer
   * @param judged films whose bound is measured
   */
  public record Settings(
      int side,
      int digits,
      List<Integer> channels,
      int code,
      int units,
      int inferring,
      int latent,
      int frames,
      int past,
      int horizon,
      int steps,
      int faceSteps,
      int batch,
      double rate,
      int samples,
      int tested,
      int judged) {}

  public static final String DIGITS = "moving digits";
  public static final String FACE = "frey-faces";
  private static final String STILL = "last frame";
  private static final double TRAINED = 0.8;
  private static final int PERMUTATIONS = 999;

  /** From the best on, as it is asked and not assumed. */
  private static final List<LatentStructure> ORDER =
      List.of(
          LatentStructure.SVG_LP,
          LatentStructure.SVG_FP,
          LatentStructure.SV2P_STEP,
          LatentStructure.SV2P_ONE,
          LatentStructure.DETERMINISTIC);

  /** Films without end; each is drawn when it is its turn. */
  private static final int FILMS = 10_000_000;

  private static final String ELSEWHERE = "prior's deviation elsewhere";

  public static final String BOUND = "bound in nats per frame";
  public static final String DIVERGENCE = "divergence in nats per frame";
  public static final String CORRELATION = "prior's deviation and bounces, correlation";
  public static final String PERMUTED = "prior's deviation and bounces, p";

  public static VideoDigits at(Scale scale) {
    return new VideoDigits(
        scale,
        scale == Scale.PAPER
            ? new Settings(
                64,
                2,
                List.of(64, 128, 256, 512),
                128,
                256,
                256,
                10,
                15,
                5,
                25,
                180_000,
                20_000,
                100,
                2e-3,
                100,
                256,
                1000)
            : new Settings(
                32,
                1,
                List.of(8, 16, 32),
                64,
                128,
                64,
                8,
                10,
                5,
                15,
                4000,
                1000,
                8,
                3e-3,
                20,
                100,
                500));
  }

  /** A number at a step of the continuation, counted from 1. */
  public static String at(String measure, int step) {
    return "%s at %02d".formatted(measure, step);
  }

  @Override
  public String id() {
    return "video-digits";
  }

  @Override
  public String title() {
    return "what comes next in films of moving digits and of a face, by SV2P, SVG and a deterministic predictor";
  }

  @Override
  public boolean isPaperProtocol() {
    return false;
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.files(DIGITS, "MNIST, moved by the program", Mnist.files("mnist")),
        DataInput.pictures(FACE));
  }

  @Override
  public int seeds(String dataSet) {
    return 3;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    // The other reading of (31) last.
    List<String> models =
        Stream.concat(ORDER.stream(), Stream.of(LatentStructure.SV2P_EACH))
            .map(LatentStructure::toString)
            .toList();
    List<Unit> units = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      for (String model : models) {
        units.add(Unit.of(dataSet, model, seed));
      }
    }
    units.add(Unit.of(dataSet, STILL, 1));
    return units;
  }

  @Override
  public double seconds(Unit unit) {
    if (unit.model().equals(STILL)) {
      return 2;
    }
    double frames = (double) settings.batch() * settings.frames();
    double pixels = settings.side() * settings.side() / 1024.0;
    double wide = Math.pow(settings.channels().get(0) / 8.0, 2);
    double steps = unit.dataSet().equals(FACE) ? settings.faceSteps() : settings.steps();
    return 10 + steps * frames / 80 * pixels * wide * 0.024;
  }

  @Override
  public String measuredOn() {
    return "42 steps a second on 8 films of 10 frames of 32 × 32; one core of an AMD EPYC, Java 17";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Films films = unit.dataSet().equals(FACE) ? face(folder) : digits(folder);
    Map<String, Double> metrics = new TreeMap<>();
    try (Tape tape = Tape.inference()) {
      if (unit.model().equals(STILL)) {
        quality(metrics, Forecasts.standingStill(films.test().all().values(), settings.past()));
        return metrics;
      }
      LatentStructure structure =
          Arrays.stream(LatentStructure.values())
              .filter(s -> s.toString().equals(unit.model()))
              .findFirst()
              .orElseThrow();
      VideoModel model = train(structure, films, unit.seed());
      int samples = structure.isStochastic() ? settings.samples() : 1;
      Forecasts forecasts =
          Forecasts.of(
              model,
              films.test().all().values(),
              settings.past(),
              samples,
              Rng.of(unit.seed(), "continuations"));
      quality(metrics, forecasts);
      if (unit.seed() == 1) {
        draw(unit, structure, films, forecasts);
      }
      bound(metrics, model, films.judged(), unit.seed());
      if (structure == LatentStructure.SVG_LP && unit.dataSet().equals(DIGITS)) {
        bounces(metrics, model, folder, unit.seed());
      }
    }
    return metrics;
  }

  /**
   * What one kind of film is learned from and judged on.
   *
   * @param test films of past and horizon
   * @param judged films as long as those that are learned from
   */
  private record Films(
      Dataset train, int steps, VideoOptions options, Dataset test, Dataset judged) {}

  private MovingDigits moving(DataFolder folder, boolean train, int frames, int count) {
    Mnist mnist = Mnist.load(folder);
    return MovingDigits.of(
        train ? mnist.train() : mnist.test(),
        settings.side(),
        frames,
        settings.digits(),
        count,
        train ? 1 : 2);
  }

  /** Digits of the training set to learn from, those of the test set to judge. */
  private Films digits(DataFolder folder) {
    int length = settings.past() + settings.horizon();
    return new Films(
        moving(folder, true, settings.frames(), FILMS),
        settings.steps(),
        options(settings.side(), settings.side())
            .networks(
                FrameNetworks.convolutions(settings.channels().toArray(Integer[]::new)),
                settings.code()),
        moving(folder, false, length, settings.tested()),
        moving(folder, false, settings.frames(), settings.judged()));
  }

  /** The first four fifths of the film to learn from, pieces of the last fifth to judge. */
  private Films face(DataFolder folder) {
    Pictures film = Catalogue.pictures(FACE).load(folder);
    int split = (int) (TRAINED * film.size());
    int length = settings.past() + settings.horizon();
    Pictures later = film.range(split, film.size());
    return new Films(
        new FilmWindows(film.range(0, split), settings.frames(), 1),
        settings.faceSteps(),
        options(film.height(), film.width())
            .networks(
                FrameNetworks.convolutions(
                    settings.channels().stream().limit(2).toArray(Integer[]::new)),
                settings.code()),
        new FilmWindows(later, length, length / 2),
        new FilmWindows(later, settings.frames(), 1));
  }

  private VideoOptions options(int height, int width) {
    return VideoOptions.of(LatentStructure.SVG_LP, settings.frames(), height, width)
        .cores(settings.units(), 2, settings.inferring())
        .latent(settings.latent())
        .past(settings.past());
  }

  /** The model of a unit, trained. */
  private VideoModel train(LatentStructure structure, Films films, long seed) {
    VideoModel model = VideoModel.of(films.options().structure(structure).seed(seed));
    model.fit(
        films.train(),
        Fit.steps(films.steps())
            .batch(settings.batch())
            .rate(settings.rate(), settings.rate() / 10)
            .seed(seed));
    return model;
  }

  /** Figures of the first two films, without a choice. */
  private void draw(Unit unit, LatentStructure structure, Films films, Forecasts forecasts) {
    String about =
        "%s after %,d steps on %s, seed 1; %d frames are seen"
            .formatted(
                structure,
                films.steps(),
                unit.dataSet().equals(FACE)
                    ? "the Frey faces"
                    : "MNIST digits moved by the program",
                settings.past());
    FilmStrips strips =
        new FilmStrips("What comes next", about, forecasts, unit.dataSet().equals(DIGITS));
    String name = figure(structure, unit.dataSet());
    DrawnFigure.save(name, scale, strips.strip(0));
    if (structure == LatentStructure.SVG_LP && unit.dataSet().equals(DIGITS)) {
      DrawnFigure.save(name, scale, strips.animation(0));
    }
  }

  /** The name of a drawn figure. */
  public static String figure(LatentStructure structure, String data) {
    return "video-%s-%s"
        .formatted(
            structure.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            data.equals(FACE) ? "face" : "digits");
  }

  private static void quality(Map<String, Double> metrics, Forecasts forecasts) {
    Forecasts.Curves curves = forecasts.curves();
    Map<String, double[]> each = new TreeMap<>();
    each.put("best PSNR", curves.bestPsnr());
    each.put("mean PSNR", curves.meanPsnr());
    each.put("best SSIM", curves.bestSsim());
    each.put("mean SSIM", curves.meanSsim());
    each.put("diversity", curves.diversity());
    each.forEach(
        (name, values) -> {
          // A frame that is met exactly has no finite ratio of signal to noise.
          if (Arrays.stream(values).allMatch(Double::isFinite)) {
            metrics.put(name, Arrays.stream(values).average().orElseThrow());
            IntStream.range(0, values.length).forEach(t -> metrics.put(at(name, t + 1), values[t]));
          }
        });
  }

  private static void bound(
      Map<String, Double> metrics, VideoModel model, Dataset films, long seed) {
    int generated = model.options().generated();
    double bound = 0;
    double divergence = 0;
    for (int from = 0; from < films.size(); from += 100) {
      int to = Math.min(films.size(), from + 100);
      try (Tape tape = Tape.inference()) {
        Elbo elbo =
            model.elbo(
                films.rows(IntStream.range(from, to).toArray()),
                Rng.of(seed, "bound").stream("films", from));
        bound += elbo.bound().sum().item();
        divergence += elbo.divergence().sum().item();
      }
    }
    metrics.put(BOUND, bound / films.size() / generated);
    metrics.put(DIVERGENCE, divergence / films.size() / generated);
  }

  private void bounces(
      Map<String, Double> metrics, VideoModel model, DataFolder folder, long seed) {
    MovingDigits films =
        moving(folder, false, settings.past() + settings.horizon(), settings.tested());
    PriorAtBounces at =
        PriorAtBounces.of(
            model, films, settings.past(), PERMUTATIONS, Rng.of(seed, "permutations"));
    metrics.put(CORRELATION, at.correlation());
    metrics.put(PERMUTED, at.p());
    metrics.put(ELSEWHERE, at.elsewhere());
    for (int i = 0; i < at.byLag().length; i++) {
      metrics.put(lag(i + PriorAtBounces.FIRST_LAG), at.byLag()[i]);
    }
  }

  @Override
  public List<Sheet> findings(Result result) {
    List<Sheet> sheets = new ArrayList<>();
    for (DataInput data : data()) {
      Sheet sheet =
          Sheet.columns(
              "model",
              "runs",
              "best SSIM",
              "mean SSIM",
              "best PSNR / dB",
              "mean PSNR / dB",
              "bound / nats per frame",
              "of these divergence",
              "diversity");
      int rows = 0;
      for (String model : units(data.name(), 1).stream().map(Unit::model).distinct().toList()) {
        int runs = result.values(data.name(), model, "best SSIM").length;
        if (runs > 0) {
          rows++;
          sheet.row(
              model,
              runs,
              measured(result, data.name(), model, "best SSIM"),
              measured(result, data.name(), model, "mean SSIM"),
              measured(result, data.name(), model, "best PSNR"),
              measured(result, data.name(), model, "mean PSNR"),
              measured(result, data.name(), model, BOUND),
              measured(result, data.name(), model, DIVERGENCE),
              measured(result, data.name(), model, "diversity"));
        }
      }
      if (rows > 0) {
        sheets.add(
            sheet
                .digits(4)
                .caption(
                    "%s: %d frames behind %d that were seen, best and mean of %d continuations"
                        .formatted(
                            data.name(), settings.horizon(), settings.past(), settings.samples())));
      }
      order(result, data.name()).ifPresent(sheets::add);
    }
    return sheets;
  }

  /** What each model gains on the next of the order that is asked of. */
  private static Optional<Sheet> order(Result result, String data) {
    Sheet sheet =
        Sheet.columns("gain of", "on", "best SSIM", "best PSNR / dB", "bound / nats per frame");
    for (int k = 0; k + 1 < ORDER.size(); k++) {
      String better = ORDER.get(k).toString();
      String worse = ORDER.get(k + 1).toString();
      if (result.values(data, better, BOUND).length < 2
          || result.values(data, worse, BOUND).length < 2) {
        return Optional.empty();
      }
      sheet.row(
          better,
          worse,
          gain(result, data, better, worse, "best SSIM"),
          gain(result, data, better, worse, "best PSNR"),
          gain(result, data, better, worse, BOUND));
    }
    return Optional.of(
        sheet.digits(2).caption(data + ": is each model at least as good as the one behind it?"));
  }

  private static Measured gain(
      Result result, String data, String better, String worse, String metric) {
    return Measured.mean(result.values(data, better, metric))
        .minus(Measured.mean(result.values(data, worse, metric)));
  }

  /** A measure against the step of the continuation: means of the runs, and two standard errors. */
  public Plot curve(Result result, String data, String measure, String unit) {
    double[] steps = Values.of(settings.horizon(), t -> t + 1);
    Plot plot = Plot.of(measure).x("frame behind the past").y(unit);
    for (String model : units(data, 1).stream().map(Unit::model).distinct().toList()) {
      Measured[] each =
          IntStream.rangeClosed(1, settings.horizon())
              .mapToObj(t -> result.values(data, model, at(measure, t)))
              .filter(runs -> runs.length > 0)
              .map(Measured::ofRuns)
              .toArray(Measured[]::new);
      if (each.length > 0) {
        plot.line(model, steps, Values.of(each.length, t -> each[t].value()));
        band(plot, model, steps, each);
      }
    }
    return plot;
  }

  /** None where there is one run alone. */
  private static void band(Plot plot, String name, double[] x, Measured... each) {
    if (each[0].standardError() > 0) {
      plot.band(
          name,
          x,
          Values.of(each.length, t -> each[t].value() - 2 * each[t].standardError()),
          Values.of(each.length, t -> each[t].value() + 2 * each[t].standardError()));
    }
  }

  /** The learned prior's deviation around a bounce, and where there was none. */
  public static Plot aroundBounces(Result result) {
    int lags = 6;
    double[] x = Values.of(lags, i -> i + PriorAtBounces.FIRST_LAG);
    String model = LatentStructure.SVG_LP.toString();
    Measured[] each =
        IntStream.range(0, lags)
            .mapToObj(i -> Measured.ofRuns(result.values(DIGITS, model, lag((int) x[i]))))
            .toArray(Measured[]::new);
    Plot plot =
        Plot.of("The learned prior's deviation")
            .x("frames from a bounce")
            .y("mean deviation of z")
            .line("around a bounce", x, Values.of(lags, i -> each[i].value()));
    band(plot, "around a bounce", x, each);
    double elsewhere = Measured.ofRuns(result.values(DIGITS, model, ELSEWHERE)).value();
    return plot.line("not behind one", x, Values.of(lags, i -> elsewhere));
  }

  private static String lag(int frames) {
    return "prior's deviation %d frames from a bounce".formatted(frames);
  }

  private static Object measured(Result result, String data, String model, String metric) {
    double[] values = result.values(data, model, metric);
    return values.length == 0 ? "" : values.length == 1 ? values[0] : Measured.ofRuns(values);
  }
}
