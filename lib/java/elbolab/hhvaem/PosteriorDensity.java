package elbolab.hhvaem;

import elbolab.hmc.TapeDensity;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * log p(z_O, y_O, ε) of some rows as a density that HMC walks on: chain c of row p is row p·chains
 * + c. Everything random of it (z_d, the noise in x̂) is drawn before and stays for the whole
 * chain.
 */
final class PosteriorDensity {
  private final DependencyVae model;
  private final Given given;
  private final boolean freshNoise;
  private final boolean flatWhenEmpty;
  private final Rng rng;
  private final Map<TapeDensity.Block, Part> parts = new ConcurrentHashMap<>();

  /** What a block of rows is given, and how often it was asked. */
  private static final class Part {
    final Given given;
    long calls;

    Part(Given given) {
      this.given = given;
    }
  }

  private PosteriorDensity(DependencyVae model, Given given, HhVaemOptions options, Rng rng) {
    this.model = model;
    this.given = given;
    this.freshNoise = options.has(Defect.FRESH_NOISE);
    this.flatWhenEmpty = options.has(Defect.FLAT_WHEN_EMPTY);
    this.rng = rng;
  }

  /** The given tensors must outlive the chain: either kept, or of a tape that stays open. */
  static TapeDensity of(DependencyVae model, Given given, HhVaemOptions options, Rng rng) {
    PosteriorDensity density = new PosteriorDensity(model, given, options, rng);
    return TapeDensity.of(model.latent(), density::at);
  }

  private Tensor at(Tensor epsilon, TapeDensity.Block block) {
    Part part = parts.computeIfAbsent(block, this::part);
    Given own = part.given;
    if (freshNoise) {
      Rng call = rng.stream("call " + block.first(), part.calls++);
      own = own.withNoise(Tensor.gaussian(call, own.noise().shape().toArray()));
    }
    Tensor value = model.logJoint(own, epsilon);
    if (flatWhenEmpty) {
      Tensor any = own.seen().sum(1).plus(own.ySeen().sum(1)).positive();
      value = value.times(any);
    }
    return value;
  }

  private Part part(TapeDensity.Block block) {
    return new Part(given.rows(block.points(given.rows())).keep());
  }
}
