package elbolab.nn;

import static elbolab.math.Equation.Paper.FU_2019;
import static elbolab.math.Equation.Paper.LOSHCHILOV_2017;

import elbolab.math.Equation;
import java.util.List;

/**
 * A number that depends on the step (counted from 0): a learning rate, or the weight β of a
 * divergence. Schedules are records, so that printing one says what it does.
 */
public sealed interface Schedule {
  double at(long step);

  static Schedule constant(double value) {
    return new Constant(value);
  }

  /** From one value to another in a straight line over {@code steps}, then constant. */
  static Schedule linear(double from, double to, long steps) {
    return new Linear(from, to, steps);
  }

  /** The first {@code steps} take 1/steps, 2/steps, … of what the other schedule says. */
  static Schedule warmUp(long steps, Schedule then) {
    return new WarmUp(steps, then);
  }

  static Schedule cosine(double from, double to, long steps) {
    return new Cosine(from, to, steps);
  }

  /** Multiplied by {@code factor} after every {@code every} steps. */
  static Schedule stepDecay(double start, double factor, long every) {
    return new StepDecay(start, factor, every);
  }

  /** Multiplied by {@code factor} at each of these steps. */
  static Schedule milestones(double start, double factor, Long... at) {
    return new Milestones(start, factor, List.of(at));
  }

  /** Multiplied by {@code factor} over each {@code per} steps, smoothly. */
  static Schedule exponential(double start, double factor, long per) {
    return new Exponential(start, factor, per);
  }

  static Schedule cyclical(double low, double high, long period, double rising) {
    return new Cyclical(low, high, period, rising);
  }

  record Constant(double value) implements Schedule {
    public Constant {
      finite("value", value);
    }

    @Override
    public double at(long step) {
      return value;
    }
  }

  record Linear(double from, double to, long steps) implements Schedule {
    public Linear {
      finite("from", from);
      finite("to", to);
      positive("steps", steps);
    }

    @Override
    public double at(long step) {
      return step >= steps ? to : from + (to - from) * ((double) step / steps);
    }
  }

  record WarmUp(long steps, Schedule then) implements Schedule {
    public WarmUp {
      positive("steps", steps);
    }

    @Override
    public double at(long step) {
      double whole = then.at(step);
      return step + 1 >= steps ? whole : whole * ((double) (step + 1) / steps);
    }
  }

  /**
   * to + ½ (from − to) (1 + cos(π t / T)), then constant (Loshchilov and Hutter 2017, eq. 5, one
   * period).
   */
  @Equation(
      paper = LOSHCHILOV_2017,
      number = "5",
      test = "ScheduleTest#cosineFallsHalfWayAtHalfTimeAndIsSymmetric")
  record Cosine(double from, double to, long steps) implements Schedule {
    public Cosine {
      finite("from", from);
      finite("to", to);
      positive("steps", steps);
    }

    @Override
    public double at(long step) {
      if (step >= steps) {
        return to;
      }
      return to + 0.5 * (from - to) * (1 + StrictMath.cos(Math.PI * step / steps));
    }
  }

  record StepDecay(double start, double factor, long every) implements Schedule {
    public StepDecay {
      finite("start", start);
      fraction("factor", factor);
      positive("every", every);
    }

    @Override
    public double at(long step) {
      return start * StrictMath.pow(factor, step / every);
    }
  }

  record Milestones(double start, double factor, List<Long> steps) implements Schedule {
    public Milestones {
      finite("start", start);
      fraction("factor", factor);
      steps = List.copyOf(steps);
    }

    @Override
    public double at(long step) {
      return start * StrictMath.pow(factor, steps.stream().filter(s -> s <= step).count());
    }
  }

  record Exponential(double start, double factor, long per) implements Schedule {
    public Exponential {
      finite("start", start);
      fraction("factor", factor);
      positive("per", per);
    }

    @Override
    public double at(long step) {
      return start * StrictMath.pow(factor, (double) step / per);
    }
  }

  /**
   * Each period rises from low to high in a straight line during its first part {@code rising} and
   * stays high for the rest (Fu et al. 2019, eqs. 6 and 7).
   */
  @Equation(
      paper = FU_2019,
      number = {"6", "7"},
      test = "ScheduleTest#cyclicalRisesThenStaysThenStartsAgain")
  record Cyclical(double low, double high, long period, double rising) implements Schedule {
    public Cyclical {
      finite("low", low);
      finite("high", high);
      positive("period", period);
      fraction("rising", rising);
    }

    @Override
    public double at(long step) {
      double part = (double) (step % period) / period;
      return part >= rising ? high : low + (high - low) * (part / rising);
    }
  }

  private static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " = " + value + ": a finite number is needed");
    }
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " = " + value + ": at least 1 step is needed");
    }
  }

  private static void fraction(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " = " + value + ": must lie in (0, 1]");
    }
  }
}
