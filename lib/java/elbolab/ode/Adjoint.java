package elbolab.ode;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.Equation;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.List;

/**
 * The gradient of a solution by a second differential equation, which is solved backwards beside
 * the first (the report's section 5.2 and appendix 2). Nothing of the way forward is kept but the
 * states at the asked times, so that memory does not grow with the number of steps. The price: the
 * state is found again by solving backwards, which a contracting flow makes unstable, and the
 * gradient is that of the exact flow and not of the steps that were made.
 *
 * @param solver for both ways; it goes from each time to the next by itself
 */
@Equation(paper = REPORT, number = "25", test = "AdjointTest#agreesWithTheTape")
public record Adjoint(Solver solver) {

  /**
   * The states at all times, as {@link Solver#solve} gives them. A tape that records has them as
   * one operation on the parameters, z0 and the times.
   *
   * @param parameters θ: all tensors that the field is made from and that ask for a gradient
   */
  public Tensor solve(VectorField field, List<Tensor> parameters, Tensor z0, Tensor times) {
    Tensor grid = Solver.grid(z0, times.stopGradient());
    int asked = grid.size(1);
    Tensor states = Tensor.zeros(asked, z0.size(0), z0.size(1));
    try (Tape forward = Tape.inference()) {
      Tensor[] at = new Tensor[asked];
      at[0] = z0;
      for (int k = 1; k < asked; k++) {
        at[k] = from(field, at[k - 1], time(grid, k - 1), time(grid, k));
      }
      states.set(Tensor.stack(0, at));
    }
    Tensor[] inputs = new Tensor[parameters.size() + 2];
    inputs[0] = z0;
    inputs[1] = times;
    for (int i = 0; i < parameters.size(); i++) {
      inputs[i + 2] = parameters.get(i);
    }
    return Tape.custom(
        "adjoint",
        states,
        gradient -> new Backwards(field, parameters, grid, states).run(gradient, times),
        inputs);
  }

  private static Tensor time(Tensor grid, int k) {
    return grid.slice(1, k, k + 1);
  }

  private Tensor from(VectorField field, Tensor z, Tensor t0, Tensor t1) {
    return new Integration(solver.tableau(), field, false, (stages, h, offsets, sizes) -> {})
        .run(solver.steps(), z, t0, t1);
  }

  /** One pass back over the times. */
  private final class Backwards {
    private final VectorField field;
    private final List<Tensor> parameters;
    private final Tensor grid;
    private final Tensor states;
    private final int dimensions;
    private final Tensor[] sensitivity;

    Backwards(VectorField field, List<Tensor> parameters, Tensor grid, Tensor states) {
      this.field = field;
      this.parameters = parameters;
      this.grid = grid;
      this.states = states;
      dimensions = states.size(2);
      // a_θ(t₁) = 0: holds for a loss that depends on θ through the states alone
      sensitivity = parameters.stream().map(Tensor::zerosLike).toArray(Tensor[]::new);
    }

    /**
     * The gradients by z0, times and parameters. The report's appendix 2.2, last paragraph: from
     * each observation to the one before, where a gains what the loss says of that state directly.
     */
    Tensor[] run(Tensor gradient, Tensor times) {
      int last = grid.size(1) - 1;
      Tensor[] byTime = new Tensor[last + 1];
      Tensor a = state(gradient, last);
      for (int k = last; k > 0; k--) {
        Tensor direct = state(gradient, k);
        byTime[k] = byEndTime(direct, state(states, k), time(grid, k));
        a = backOver(k, a);
        if (k > 1) {
          a = a.plus(state(gradient, k - 1));
        }
      }
      // A later start takes from the path what a later end adds: the minus that (A.8) needs in
      // a_t(t₁)
      byTime[0] = byEndTime(a, state(states, 0), time(grid, 0)).negate();
      a = a.plus(state(gradient, 0));
      Tensor each = Tensor.concat(1, byTime);
      Tensor[] all = new Tensor[parameters.size() + 2];
      all[0] = a;
      all[1] = (grid.size(0) == 1 ? each.sum(0) : each).reshape(times.shape().toArray());
      System.arraycopy(sensitivity, 0, all, 2, sensitivity.length);
      return all;
    }

    private static Tensor state(Tensor of, int k) {
      return of.slice(0, k, k + 1).reshape(of.size(1), of.size(2));
    }

    /** dL/dt = aᵀ f(z(t), t, θ) of each row (A.7). */
    @Equation(paper = REPORT, number = "A.7", test = "AdjointTest#gradientsByTimes")
    private Tensor byEndTime(Tensor a, Tensor z, Tensor t) {
      return a.times(field.at(t, z)).sum(1).unsqueeze(1);
    }

    /** a at the time before, from a at time k; adds to the sensitivity of the parameters. */
    private Tensor backOver(int k, Tensor a) {
      Tensor start = Tensor.concat(1, state(states, k), a);
      Integration back =
          new Integration(solver.tableau(), new Augmented(), false, this::addToSensitivity);
      Tensor end = back.run(solver.steps(), start, time(grid, k), time(grid, k - 1));
      return end.slice(1, dimensions, 2 * dimensions);
    }

    /**
     * dL/dθ = −∫ aᵀ ∂f/∂θ dt from t₁ to t₀ (28), by the weights of the step that has just been
     * made, all its stages in one batch. It feeds nothing back, so that it needs no stages itself.
     */
    @Equation(paper = REPORT, number = "28", test = "AdjointTest#agreesWithTheTape")
    private void addToSensitivity(
        Integration.Stages stages, Tensor h, double[] offsets, double[] sizes) {
      double[] weights = solver.tableau().b();
      int used = 0;
      for (double weight : weights) {
        used += weight == 0 ? 0 : 1;
      }
      Tensor[] z = new Tensor[used];
      Tensor[] t = new Tensor[used];
      Tensor[] minusWeighted = new Tensor[used];
      int rows = stages.states()[0].size(0);
      int at = 0;
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] != 0) {
          Tensor both = stages.states()[i];
          z[at] = both.slice(1, 0, dimensions);
          t[at] = stages.times()[i].expand(rows, 1);
          minusWeighted[at++] =
              both.slice(1, dimensions, 2 * dimensions).times(h.times(-weights[i]));
        }
      }
      try (Tape tape = Tape.scope()) {
        Tensor f = field.at(Tensor.concat(0, t), Tensor.concat(0, z));
        var gradients =
            tape.gradients(
                f.times(Tensor.concat(0, minusWeighted)), parameters.toArray(Tensor[]::new));
        for (int i = 0; i < sensitivity.length; i++) {
          Tensor more = gradients.of(parameters.get(i));
          more.backend().add(1, more.storage(), sensitivity[i].storage(), more.size());
        }
      }
    }

    /** The state and a side by side: dz/dt = f, da/dt = −aᵀ ∂f/∂z. */
    private final class Augmented implements VectorField {
      @Equation(
          paper = REPORT,
          number = {"26", "27", "A.1", "A.6"},
          test = "AdjointTest#agreesWithTheTape")
      @Override
      public Tensor at(Tensor t, Tensor both) {
        Tensor slope = both.zerosLike();
        try (Tape tape = Tape.scope()) {
          Tensor z = both.slice(1, 0, dimensions).requireGradient(true);
          Tensor a = both.slice(1, dimensions, 2 * dimensions);
          Tensor f = field.at(t, z);
          slope.set(Tensor.concat(1, f, tape.gradient(f.times(a), z).negate()));
        }
        return slope;
      }

      @Override
      public boolean dependsOnTime() {
        return field.dependsOnTime();
      }
    }
  }
}
