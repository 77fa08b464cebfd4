package elbolab.ode;

import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;

/**
 * The steps of a solver from the first to the last time of each row. In the recording kind each
 * number is a tensor of its own, through which a gradient can go back; in the other kind each step
 * overwrites the one before, so that memory does not grow with the number of steps.
 */
final class Integration {
  /** Where a step evaluated the field, and what it found there, a tensor for each stage. */
  record Stages(Tensor[] times, Tensor[] states, Tensor[] slopes) {}

  /** Hears of each step before it is forgotten. */
  interface Listener {
    /**
     * @param h size of the step, 0 for rows that do not take it, [rows, 1] or [1, 1]
     * @param offsets from the first times to the begin of this step, one for each row of times
     * @param sizes of the step, 0 for those that do not take it
     */
    void stepped(Stages stages, Tensor h, double[] offsets, double[] sizes);
  }

  private final Tableau method;
  private final VectorField field;
  private final boolean recording;
  private final Listener listener;

  Integration(Tableau method, VectorField field, boolean recording, Listener listener) {
    this.method = method;
    this.field = field;
    this.recording = recording;
    this.listener = listener;
  }

  /**
   * The last state.
   *
   * @param t0 first times, [rows, 1] or [1, 1], and t1 the last ones
   */
  Tensor run(Steps steps, Tensor z0, Tensor t0, Tensor t1) {
    if (steps instanceof Steps.Adaptive adaptive) {
      return adaptive(adaptive, z0, t0, t1);
    }
    double[] spans = spans(t0, t1, t0.size(0));
    int count;
    if (steps instanceof Steps.AtMost most) {
      double longest = 0;
      for (double span : spans) {
        longest = Math.max(longest, Math.abs(span));
      }
      // a span of times in float may be a whole number of steps and a rounding more
      count = (int) Math.max(1, Math.ceil(longest / most.size() * (1 - 1e-6)));
    } else {
      count = ((Steps.Count) steps).steps();
    }
    return fixed(count, z0, t0, t1, spans);
  }

  static double[] spans(Tensor t0, Tensor t1, int rows) {
    double[] from = t0.toDoubles();
    double[] to = t1.toDoubles();
    double[] spans = new double[rows];
    for (int i = 0; i < rows; i++) {
      spans[i] = to[to.length == 1 ? 0 : i] - from[from.length == 1 ? 0 : i];
    }
    return spans;
  }

  private Tensor fixed(int count, Tensor z0, Tensor t0, Tensor t1, double[] spans) {
    Tensor h = t1.minus(t0).over(count);
    double[] sizes = new double[spans.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = spans[i] / count;
    }
    Tensor z = held(z0);
    Tensor first = method.lastIsNextFirst() ? held(field.at(t0, z0)) : null;
    for (int s = 0; s < count; s++) {
      try (Tape step = recording ? null : Tape.inference()) {
        Tensor t = s == 0 || !field.dependsOnTime() ? t0 : t0.plus(h.times(s));
        Stages stages = stages(t, h, z, first);
        double[] offsets = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
          offsets[i] = s * sizes[i];
        }
        listener.stepped(stages, h, offsets, sizes);
        z = next(z, end(z, h, stages));
        first = first == null ? null : next(first, last(stages.slopes));
      }
    }
    return z;
  }

  private Tensor adaptive(Steps.Adaptive tolerance, Tensor z0, Tensor t0, Tensor t1) {
    int rows = z0.size(0);
    StepControl control = new StepControl(tolerance, method, spans(t0, t1, rows));
    Tensor z = held(z0);
    Tensor first = held(field.at(t0, z0));
    control.begin(z0.toDoubles(), first.toDoubles());
    boolean reuses = method.lastIsNextFirst();
    while (!control.arrived()) {
      try (Tape step = recording ? null : Tape.inference()) {
        double[] offsets = control.offsets();
        double[] sizes = control.sizes();
        Tensor h = Tensor.of(sizes, rows, 1);
        Tensor t = field.dependsOnTime() ? t0.plus(Tensor.of(offsets, rows, 1)) : t0;
        Stages stages = stages(t, h, z, reuses ? first : null);
        Tensor after = end(z, h, stages);
        Tensor error = h.times(weighted(method.error(), stages.slopes));
        boolean[] taken = control.judge(error.toDoubles(), z.toDoubles(), after.toDoubles());
        double[] made = new double[rows];
        boolean any = false;
        for (int i = 0; i < rows; i++) {
          made[i] = taken[i] ? sizes[i] : 0;
          any |= taken[i];
        }
        if (any) {
          listener.stepped(stages, Tensor.of(made, rows, 1), offsets, made);
          z = next(z, choose(taken, after, z));
          first = reuses ? next(first, choose(taken, last(stages.slopes), first)) : first;
        }
      }
    }
    return z;
  }

  /** kᵢ = f(t + cᵢh, z + h Σⱼ aᵢⱼkⱼ). */
  private Stages stages(Tensor t, Tensor h, Tensor z, Tensor first) {
    int count = method.stages();
    Stages made = new Stages(new Tensor[count], new Tensor[count], new Tensor[count]);
    for (int i = 0; i < count; i++) {
      double c = method.c()[i];
      made.times[i] = c == 0 || !field.dependsOnTime() ? t : t.plus(h.times(c));
      made.states[i] = i == 0 ? z : z.plus(h.times(weighted(method.a()[i], made.slopes)));
      made.slopes[i] = i == 0 && first != null ? first : field.at(made.times[i], made.states[i]);
    }
    return made;
  }

  /** z + h Σ bᵢkᵢ. */
  private Tensor end(Tensor z, Tensor h, Stages stages) {
    return method.lastIsNextFirst()
        ? last(stages.states)
        : z.plus(h.times(weighted(method.b(), stages.slopes)));
  }

  /** Σ wᵢkᵢ, of which the first weights may be fewer than the slopes. */
  static Tensor weighted(double[] weights, Tensor[] slopes) {
    Tensor sum = null;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        Tensor term = weights[i] == 1 ? slopes[i] : slopes[i].times(weights[i]);
        sum = sum == null ? term : sum.plus(term);
      }
    }
    return sum == null ? slopes[0].zerosLike() : sum;
  }

  private static Tensor last(Tensor[] tensors) {
    return tensors[tensors.length - 1];
  }

  /** The rows of the one where they took the step, of the other elsewhere, to the bit. */
  private static Tensor choose(boolean[] taken, Tensor yes, Tensor no) {
    int[] index = new int[taken.length];
    boolean all = true;
    for (int i = 0; i < taken.length; i++) {
      index[i] = taken[i] ? i : taken.length + i;
      all &= taken[i];
    }
    return all ? yes : Tensor.concat(0, yes, no).gather(0, index);
  }

  /** What goes into the first step, in memory of its own unless a tape records. */
  private Tensor held(Tensor value) {
    return recording ? value : value.copy();
  }

  /** What goes on into the next step, in the memory of the old one unless a tape records. */
  private Tensor next(Tensor old, Tensor value) {
    return recording ? value : old.set(value);
  }
}
