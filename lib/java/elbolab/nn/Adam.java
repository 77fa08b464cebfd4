package elbolab.nn;

import static elbolab.math.Equation.Paper.KINGMA_2015;
import static elbolab.math.Equation.Paper.LOSHCHILOV_2019;

import elbolab.math.Equation;
import elbolab.tensor.AdamStep;
import elbolab.tensor.Backend;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with decoupled weight decay if there is any: AdamW
 * (Loshchilov and Hutter 2019, algorithm 2). The time t of the bias correction counts for each
 * parameter by itself, so one that was frozen for a while goes on where it stopped.
 */
@Equation(
    paper = LOSHCHILOV_2019,
    number = "algorithm 2",
    test = "OptimizerTest#adamWDecaysApartFromTheGradient")
@Equation(paper = KINGMA_2015, number = "algorithm 1", test = "OptimizerTest#adamIsItsPaper")
public final class Adam implements Optimizer {
  /**
   * @param decay weight decay per step, times the rate; 0 is plain Adam
   */
  public record Options(Schedule rate, double beta1, double beta2, double epsilon, double decay) {
    public Options {
      fraction("beta1", beta1, "how much of the mean gradient is kept");
      fraction("beta2", beta2, "how much of the mean squared gradient is kept");
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException(
            "epsilon = " + epsilon + ": must be above 0, it keeps the step finite");
      }
      if (!(decay >= 0)) {
        throw new IllegalArgumentException("decay = " + decay + ": must be 0 or more");
      }
    }

    public static Options rate(Schedule rate) {
      return new Options(rate, 0.9, 0.999, 1e-8, 0);
    }

    public Options betas(double newBeta1, double newBeta2) {
      return new Options(rate, newBeta1, newBeta2, epsilon, decay);
    }

    public Options decay(double newDecay) {
      return new Options(rate, beta1, beta2, epsilon, newDecay);
    }

    private static void fraction(String name, double value, String meaning) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(
            name + " = " + value + ": must lie in [0, 1), it says " + meaning);
      }
    }
  }

  /** What is remembered of one parameter; the moments are there after its first step. */
  private static final class Memory {
    final String name;
    final Tensor parameter;
    Tensor mean;
    Tensor square;
    long time;

    Memory(String name, Tensor parameter) {
      this.name = name;
      this.parameter = parameter;
    }

    boolean stepsWith(Memory other) {
      return time == other.time && parameter.backend() == other.parameter.backend();
    }

    AdamStep.Arrays arrays() {
      return new AdamStep.Arrays(
          parameter.gradient().storage(),
          mean.storage(),
          square.storage(),
          parameter.storage(),
          parameter.size());
    }

    void begin() {
      mean = parameter.zerosLike().keep();
      square = parameter.zerosLike().keep();
    }
  }

  private final Options options;
  private final List<Memory> memories = new ArrayList<>();
  private long steps;

  /** Of all tensors that the branch holds now. */
  public Adam(Parameters parameters, Options options) {
    this.options = options;
    parameters.tensors().forEach((name, tensor) -> memories.add(new Memory(name, tensor)));
  }

  public Adam(Parameters parameters, double rate) {
    this(parameters, Options.rate(Schedule.constant(rate)));
  }

  @Override
  public void step() {
    double rate = options.rate().at(steps++);
    List<Memory> together = new ArrayList<>();
    for (Memory memory : memories) {
      if (memory.parameter.gradient() == null || !memory.parameter.requiresGradient()) continue;
      if (memory.mean == null) memory.begin();
      memory.time++;
      if (!together.isEmpty() && !together.get(0).stepsWith(memory)) {
        step(together, rate);
        together.clear();
      }
      together.add(memory);
    }
    if (!together.isEmpty()) step(together, rate);
  }

  /** Of parameters at the same time and place, in one go. */
  private void step(List<Memory> together, double rate) {
    long t = together.get(0).time;
    var numbers =
        new AdamStep(
            options.beta1(),
            options.beta2(),
            options.epsilon(),
            rate / (1 - StrictMath.pow(options.beta1(), t)),
            1 / Math.sqrt(1 - StrictMath.pow(options.beta2(), t)),
            rate * options.decay());
    Backend backend = together.get(0).parameter.backend();
    backend.adam(numbers, together.stream().map(Memory::arrays).toList());
  }

  @Override
  public Safetensors state() {
    Safetensors state = new Safetensors();
    state.put("steps", steps);
    for (Memory memory : memories) {
      if (memory.mean != null) {
        int[] shape = memory.parameter.shape().toArray();
        state.put(memory.name + "/time", memory.time);
        state.put(memory.name + "/mean", shape, memory.mean.toArray());
        state.put(memory.name + "/square", shape, memory.square.toArray());
      }
    }
    return state;
  }

  @Override
  public void restore(Safetensors state) {
    steps = state.longs("steps")[0];
    for (Memory memory : memories) {
      boolean known = state.names().contains(memory.name + "/time");
      memory.time = known ? state.longs(memory.name + "/time")[0] : 0;
      memory.mean = null;
      if (known) {
        memory.begin();
        memory.mean.set(state.floats(memory.name + "/mean"));
        memory.square.set(state.floats(memory.name + "/square"));
      }
    }
  }
}
