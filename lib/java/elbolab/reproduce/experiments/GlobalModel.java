package elbolab.reproduce.experiments;

import elbolab.data.Dataset;
import elbolab.global.Body;
import elbolab.global.GlobalOptions;
import elbolab.global.GlobalVae;
import elbolab.reproduce.Unit;
import elbolab.tensor.Tensor;
import elbolab.vae.Fit;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Models of photographs with the sizes of the public code's scripts and the thesis's networks. */
enum GlobalModel {
  UG_VAE("UG-VAE", 5e-3, body -> GlobalOptions.ugVae(body, 20, 50, 20)),
  UG_VAE_4("UG-VAE, K = 4", 5e-3, body -> GlobalOptions.ugVae(body, 20, 50, 4)),
  ML_VAE("ML-VAE", 5e-3, body -> GlobalOptions.mlVae(body, 20, 50)),
  BETA_VAE("beta-VAE", 1e-3, body -> GlobalOptions.betaVae(body, 20, 10)),
  GM_VAE_2("GMVAE, K = 2", 1e-3, body -> GlobalOptions.gmVae(body, 20, 2));

  /** Images of a batch, which is one group. */
  static final int SIZE = 128;

  static final int SIDE = 64;
  static final int PIXELS = 3 * SIDE * SIDE;

  private final String title;
  private final double rate;
  private final Function<Body, GlobalOptions> options;

  GlobalModel(String title, double rate, Function<Body, GlobalOptions> options) {
    this.title = title;
    this.rate = rate;
    this.options = options;
  }

  static GlobalModel of(Unit unit) {
    return Arrays.stream(values())
        .filter(model -> model.title.equals(unit.model()))
        .findFirst()
        .orElseThrow();
  }

  String title() {
    return title;
  }

  GlobalVae untrained(long seed) {
    return GlobalVae.of(options.apply(Body.convolutions()).seed(seed));
  }

  GlobalVae trained(Dataset images, int epochs, long seed) {
    GlobalVae model = untrained(seed);
    model.fit(images, Fit.epochs(epochs).batch(SIZE).rate(rate).seed(seed));
    return model;
  }

  /** Seconds of one core of an AMD EPYC, Java 17, vector path. */
  static double seconds(int images, int epochs) {
    return 0.4 * images * epochs / SIZE;
  }

  /** Images in a row as figures take them. */
  static float[][] pictures(Tensor images) {
    float[] all = images.toArray();
    return IntStream.range(0, all.length / PIXELS)
        .mapToObj(i -> Arrays.copyOfRange(all, i * PIXELS, (i + 1) * PIXELS))
        .toArray(float[][]::new);
  }
}
