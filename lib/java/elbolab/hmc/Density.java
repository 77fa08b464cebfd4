package elbolab.hmc;

import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A density written by hand over named parameters, in double precision. Samplers move on
 * unconstrained coordinates; {@link Values} gives the parameters where they belong, the Jacobians
 * are added, the gradient comes from the tape, and draws carry the parameters' names.
 *
 * <pre>{@code
 * Density normal = Density.of(real("mu"), positive("tau")).logProb(v -> v.sum(
 *     v.get("mu").square().times(-0.5),                 // mu ~ N(0, 1)
 *     v.get("tau").negate()));                          // tau ~ Exponential(1)
 * Chains chains = Nuts.sample(normal, Sampling.seed(30));
 * }</pre>
 *
 * The function may be called from several threads at once: it must only read what is around it.
 */
public final class Density implements Posterior {
  private final List<Parameter> parameters;
  private final Function<Values, Tensor> logProb;
  private final Map<String, Function<Values, Tensor>> derived;
  private final TapeDensity tape;
  private final List<String> names;

  private Density(
      List<Parameter> parameters,
      Function<Values, Tensor> logProb,
      Map<String, Function<Values, Tensor>> derived) {
    this.parameters = parameters;
    this.logProb = logProb;
    this.derived = derived;
    int dimension = parameters.stream().mapToInt(p -> p.support().free()).sum();
    this.tape = TapeDensity.inDouble(dimension, this::onUnconstrained);
    this.names = new ArrayList<>();
    for (Parameter p : parameters) {
      names.addAll(p.names());
    }
    try (Tape scope = Tape.scope(DoubleBackend.INSTANCE)) {
      Values origin = new Values(Tensor.zeros(1, dimension));
      derived.forEach(
          (name, f) -> {
            int[] shape = f.apply(origin).shape().toArray();
            names.addAll(Parameter.names(name, Arrays.copyOfRange(shape, 1, shape.length)));
          });
    }
  }

  /** Parameters that wait for their density. */
  public record Unfinished(List<Parameter> parameters) {
    /**
     * The log density of the parameters up to a constant: one number for each row, or several, of
     * which the sum is taken.
     */
    public Density logProb(Function<Values, Tensor> logProb) {
      return new Density(parameters, logProb, new LinkedHashMap<>());
    }
  }

  /** Begins a density of these parameters. */
  public static Unfinished of(Parameter... parameters) {
    List<String> names = Arrays.stream(parameters).map(Parameter::name).toList();
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "parameters " + names + ": give at least one, and each a name of its own");
    }
    return new Unfinished(List.of(parameters));
  }

  /** Reports another quantity with the draws, computed from the parameters: [rows, …]. */
  public Density reporting(String name, Function<Values, Tensor> quantity) {
    if (derived.containsKey(name) || parameters.stream().anyMatch(p -> p.name().equals(name))) {
      throw new IllegalArgumentException("there is a \"" + name + "\" already");
    }
    Map<String, Function<Values, Tensor>> more = new LinkedHashMap<>(derived);
    more.put(name, quantity);
    return new Density(parameters, logProb, more);
  }

  /** The parameters at some points, one row for each point. */
  public final class Values {
    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final int rows;
    private Tensor logJacobian;

    private Values(Tensor u) {
      rows = u.size(0);
      int from = 0;
      for (Parameter p : parameters) {
        int to = from + p.support().free();
        Support.Mapped mapped = p.support().map(u.slice(1, from, to));
        Tensor sum = mapped.logJacobian();
        logJacobian = logJacobian == null ? sum : logJacobian.plus(sum);
        values.put(p.name(), mapped.x());
        from = to;
      }
    }

    /** A parameter: [rows, size], [rows, 1] if it is one number, [rows, n, n] for a matrix. */
    public Tensor get(String name) {
      Tensor value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "no parameter \"" + name + "\"; there are " + values.keySet());
      }
      return value;
    }

    /** Numbers as a tensor [count] beside the parameters: they serve every row. */
    public Tensor data(double... numbers) {
      return Tensor.of(numbers, numbers.length);
    }

    /** The sum of all numbers of all terms, for each row: [rows]. A term is [rows, …]. */
    public Tensor sum(Tensor... terms) {
      Tensor total = null;
      for (Tensor term : terms) {
        if (term.rank() == 0 || term.size(0) != rows) {
          throw new IllegalArgumentException(
              "a term of shape " + term.shape() + " for " + rows + " rows: rows come first");
        }
        Tensor perRow = term.rank() == 1 ? term : term.reshape(rows, term.size() / rows).sum(1);
        total = total == null ? perRow : total.plus(perRow);
      }
      return total;
    }
  }

  private Tensor onUnconstrained(Tensor u) {
    Values values = new Values(u);
    return values.sum(logProb.apply(values)).plus(values.logJacobian);
  }

  /** The number of unconstrained coordinates. */
  @Override
  public int dimension() {
    return tape.dimension();
  }

  @Override
  public void evaluate(double[] points, int rows, double[] logDensity, double[] gradient) {
    tape.evaluate(points, rows, logDensity, gradient);
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public void quantities(double[] points, int from, double[] to, int at) {
    int d = dimension();
    try (Tape scope = Tape.scope(DoubleBackend.INSTANCE)) {
      Values values = new Values(Tensor.of(Arrays.copyOfRange(points, from, from + d), 1, d));
      int next = at;
      for (Parameter p : parameters) {
        Tensor flat = values.get(p.name()).reshape(1, p.size());
        next = write(flat.gather(1, p.varying()), to, next);
      }
      for (Function<Values, Tensor> quantity : derived.values()) {
        next = write(quantity.apply(values), to, next);
      }
    }
  }

  private static int write(Tensor value, double[] to, int at) {
    value.backend().read(value.storage(), to, at, value.size());
    return at + value.size();
  }

  /** The unconstrained coordinates of these values, given in the order of the parameters. */
  public double[] at(double... values) {
    double[] point = new double[dimension()];
    int read = 0;
    int written = 0;
    for (Parameter p : parameters) {
      if (values.length < read + p.size()) {
        throw new IllegalArgumentException(
            values.length + " values end before those of \"" + p.name() + "\"");
      }
      double[] free = p.support().inverse(Arrays.copyOfRange(values, read, read + p.size()));
      for (double u : free) {
        if (!Double.isFinite(u)) {
          throw new IllegalArgumentException(
              "\"" + p.name() + "\" cannot be where it is put: on or beyond its bounds");
        }
      }
      System.arraycopy(free, 0, point, written, free.length);
      read += p.size();
      written += free.length;
    }
    return point;
  }
}
