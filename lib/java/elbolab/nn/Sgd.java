package elbolab.nn;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.Equation;
import elbolab.math.Unary;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Stochastic gradient descent with heavy-ball momentum (Polyak 1964): v ← momentum·v + g, w ← w −
 * rate·v. Without momentum these are the two lines of the report's sec. 3.3.
 */
@Equation(
    paper = REPORT,
    number = "sec. 3.3",
    test = "OptimizerTest#descentOnAParabolaInClosedForm")
public final class Sgd implements Optimizer {
  /**
   * @param momentum part of the last step's direction that is kept; 0 is plain descent
   */
  public record Options(Schedule rate, double momentum) {
    public Options {
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException(
            "momentum = " + momentum + ": must lie in [0, 1), the part that is kept");
      }
    }
  }

  private static final class Memory {
    final String name;
    final Tensor parameter;
    Tensor velocity;

    Memory(String name, Tensor parameter) {
      this.name = name;
      this.parameter = parameter;
    }
  }

  private final Options options;
  private final List<Memory> memories = new ArrayList<>();
  private long steps;

  /** Of all tensors that the branch holds now. */
  public Sgd(Parameters parameters, Options options) {
    this.options = options;
    parameters.tensors().forEach((name, tensor) -> memories.add(new Memory(name, tensor)));
  }

  public Sgd(Parameters parameters, double rate) {
    this(parameters, new Options(Schedule.constant(rate), 0));
  }

  @Override
  public void step() {
    double rate = options.rate().at(steps++);
    for (Memory memory : memories) {
      Tensor w = memory.parameter;
      if (w.gradient() != null && w.requiresGradient()) {
        w.backend().add(-rate, direction(memory).storage(), w.storage(), w.size());
      }
    }
  }

  private Tensor direction(Memory memory) {
    Tensor gradient = memory.parameter.gradient();
    if (options.momentum() == 0) {
      return gradient;
    }
    if (memory.velocity == null) {
      memory.velocity = gradient.zerosLike().keep();
    }
    Tensor v = memory.velocity;
    v.backend().map(Unary.AFFINE, options.momentum(), 0, v.storage(), v.storage(), v.size());
    v.backend().add(1, gradient.storage(), v.storage(), v.size());
    return v;
  }

  @Override
  public Safetensors state() {
    Safetensors state = new Safetensors();
    state.put("steps", steps);
    for (Memory memory : memories) {
      if (memory.velocity != null) {
        int[] shape = memory.parameter.shape().toArray();
        state.put(memory.name + "/velocity", shape, memory.velocity.toArray());
      }
    }
    return state;
  }

  @Override
  public void restore(Safetensors state) {
    steps = state.longs("steps")[0];
    for (Memory memory : memories) {
      String name = memory.name + "/velocity";
      memory.velocity = null;
      if (state.names().contains(name)) {
        memory.velocity = memory.parameter.zerosLike().keep();
        memory.velocity.set(state.floats(name));
      }
    }
  }
}
