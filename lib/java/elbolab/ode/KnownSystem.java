package elbolab.ode;

import elbolab.tensor.Tensor;
import java.util.function.BinaryOperator;

/** Systems of two numbers to learn from and to draw. */
public enum KnownSystem implements VectorField {
  /** x' = −y, y' = x: the report's eq. (22). */
  CIRCLE(0, 1.5, (x, y) -> y.negate(), (x, y) -> x),
  /** The decaying spiral of the report's public code: x' = −0.1x − 0.2y, y' = x − 0.1y. */
  SPIRAL(0, 1.5, (x, y) -> x.times(-0.1).minus(y.times(0.2)), (x, y) -> x.minus(y.times(0.1))),
  /** A pendulum with a little friction: x' = y, y' = −sin x − 0.1 y. */
  PENDULUM(0, 2.2, (x, y) -> y, (x, y) -> x.sin().negate().minus(y.times(0.1))),
  /** Van der Pol's oscillator: x' = y, y' = (1 − x²) y − x. */
  VAN_DER_POL(0, 2.2, (x, y) -> y, (x, y) -> x.square().negate().plus(1).times(y).minus(x)),
  /** Prey and predators: x' = x (3/2 − y), y' = y (x − 1). */
  LOTKA_VOLTERRA(1.6, 1.3, (x, y) -> x.times(y.negate().plus(1.5)), (x, y) -> y.times(x.minus(1)));

  private final double centre;
  private final double half;
  private final BinaryOperator<Tensor> first;
  private final BinaryOperator<Tensor> second;

  KnownSystem(
      double centre, double half, BinaryOperator<Tensor> first, BinaryOperator<Tensor> second) {
    this.centre = centre;
    this.half = half;
    this.first = first;
    this.second = second;
  }

  @Override
  public Tensor at(Tensor t, Tensor z) {
    Tensor x = z.slice(1, 0, 1);
    Tensor y = z.slice(1, 1, 2);
    return Tensor.concat(1, first.apply(x, y), second.apply(x, y));
  }

  @Override
  public boolean dependsOnTime() {
    return false;
  }

  /** The square in which interesting paths begin reaches from here … */
  public double low() {
    return centre - half;
  }

  /** … to here, in both numbers. */
  public double high() {
    return centre + half;
  }
}
