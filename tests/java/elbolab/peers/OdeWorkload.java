package elbolab.peers;

import elbolab.data.Observed;
import elbolab.data.Spirals;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Linear;
import elbolab.nn.Parameters;
import elbolab.nn.Safetensors;
import elbolab.ode.LatentOde;
import elbolab.ode.LatentOdeOptions;
import elbolab.ode.Solver;
import elbolab.ode.VectorField;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;

/** A training step on a fixed batch; ode_bench.py holds the same. */
final class OdeWorkload {
  private static final int STEPS = 63;
  private static final int LATENT_STEPS = 10;
  private static final int SPIRALS = 100;
  private static final double NOISE = 0.1;

  private final boolean circle;
  private final Parameters parameters;
  private final VectorField field;
  private final LatentOde model;
  private final Adam adam;
  private final Tensor stops;
  private final Tensor times;
  private final Tensor start;
  private final Observed series;
  private final Tensor noise;

  OdeWorkload(String name) {
    circle = name.equals("circle");
    Parameters ofCircle = Parameters.seeded(1);
    field = VectorField.constantInTime(Linear.of(ofCircle, 2, 2));
    model =
        LatentOde.of(
            LatentOdeOptions.of(2).noise(NOISE).solver(Solver.rk4(LATENT_STEPS)),
            Spirals.times(Spirals.WINDOW));
    parameters = circle ? ofCircle : model.parameters();
    adam = new Adam(parameters, 0.01);
    stops = Tensor.uniform(Rng.of(1, "stops"), 64, 1).times(2 * Math.PI);
    times = Tensor.concat(1, stops.zerosLike(), stops);
    start = Tensor.of(new float[] {1, 0}, 1, 2).expand(64, 2);
    series = Spirals.draw(SPIRALS, NOISE, 1).observed(Spirals.WINDOW).all();
    noise = Tensor.gaussian(Rng.of(2, "noise"), SPIRALS, model.latent());
  }

  /** Parameters and data of both workloads, before any step. */
  static Safetensors file() {
    OdeWorkload of = new OdeWorkload("circle");
    Safetensors file = new Safetensors();
    file.putAll("circle/", of.parameters.toSafetensors());
    file.putAll("latent/", of.model.parameters().toSafetensors());
    put(file, "t", of.stops);
    put(file, "x", of.series.values());
    put(file, "noise", of.noise);
    put(file, "span", Tensor.scalar(Spirals.times(Spirals.WINDOW)[Spirals.WINDOW - 1]));
    file.put("steps", STEPS);
    file.put("latentSteps", LATENT_STEPS);
    return file;
  }

  private static void put(Safetensors file, String name, Tensor tensor) {
    file.put(name, tensor.shape().toArray(), tensor.toArray());
  }

  /** Forwards, backwards and Adam; the loss before it. */
  float step() {
    try (Tape tape = Tape.scope()) {
      Tensor loss = circle ? ofCircle() : ofSpirals();
      loss.backward();
      adam.step();
      return loss.item();
    }
  }

  private Tensor ofCircle() {
    Tensor end = Solver.rk4(STEPS).end(field, start, times);
    return end.minus(Tensor.concat(1, stops.cos(), stops.sin())).square().mean();
  }

  private Tensor ofSpirals() {
    Normal q = model.encode(series);
    Tensor z = q.mean().plus(q.sigma().times(noise));
    return q.klToStandard().sum(1).mean().minus(model.logLikelihood(series, z).mean());
  }
}
