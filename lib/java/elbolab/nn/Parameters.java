package elbolab.nn;

import elbolab.math.Rng;
import elbolab.math.Sha256;
import elbolab.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A tree of named tensors: what a model learns, and the state that belongs to it without being
 * learned (the running mean of a batch normalisation). Names are paths with dots, {@code
 * encoder.hidden0.weight}; {@link #at} is a branch of the tree, which sees and changes the same
 * tensors. Each tensor begins with numbers from a stream of its own name, so that a layer more or
 * less changes no other layer's start.
 */
public final class Parameters {
  private record Entry(Tensor tensor, boolean learned) {}

  private final Rng rng;
  private final Map<String, Entry> all;
  private final String prefix;

  private Parameters(Rng rng, Map<String, Entry> all, String prefix) {
    this.rng = rng;
    this.all = all;
    this.prefix = prefix;
  }

  /** An empty tree whose tensors will begin with numbers from this seed. */
  public static Parameters seeded(long seed) {
    return new Parameters(Rng.of(seed, "parameters"), new LinkedHashMap<>(), "");
  }

  /** The branch of this name. */
  public Parameters at(String branch) {
    return new Parameters(rng, all, prefix + branch + ".");
  }

  /** Adds a tensor to learn; see {@link Initialisation} for the fans. */
  public Tensor add(String name, Initialisation start, int fanIn, int fanOut, int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    float[] values = new float[tensor.size()];
    start.fill(values, fanIn, fanOut, rng.stream(prefix + name, 0));
    tensor.set(values);
    put(name, tensor.requireGradient(true), true);
    return tensor;
  }

  /** Adds a matrix [in, out] to learn. */
  public Tensor addMatrix(String name, Initialisation start, int in, int out) {
    return add(name, start, in, out, in, out);
  }

  /** Adds a tensor to learn that begins with one value everywhere. */
  public Tensor add(String name, double value, int... shape) {
    return add(name, Initialisation.constant(value), 1, 1, shape);
  }

  /** Adds a tensor that is saved and restored with the others but never learned. */
  public Tensor addState(String name, double value, int... shape) {
    Tensor tensor = Tensor.full(value, shape);
    put(name, tensor, false);
    return tensor;
  }

  private void put(String name, Tensor tensor, boolean learned) {
    String full = prefix + name;
    if (all.putIfAbsent(full, new Entry(tensor.keep().named(full), learned)) != null) {
      throw new IllegalArgumentException(
          "there is a parameter " + full + " already: give each layer a branch of its own");
    }
  }

  public Tensor get(String name) {
    Entry entry = all.get(prefix + name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no parameter " + prefix + name + "; there are " + tensors().keySet());
    }
    return entry.tensor();
  }

  /** All tensors of this branch by their names below it, in the order in which they were added. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> found = new LinkedHashMap<>();
    entries().forEach((name, entry) -> found.put(name, entry.tensor()));
    return found;
  }

  /** Those that are learned now (not frozen, no state) at or below these branches; "" is all. */
  public List<Tensor> learned(String... branches) {
    List<Tensor> found = new ArrayList<>();
    for (String branch : branches.length == 0 ? new String[] {""} : branches) {
      below(branch).stream()
          .map(Entry::tensor)
          .filter(tensor -> tensor.requiresGradient() && !found.contains(tensor))
          .forEach(found::add);
    }
    return found;
  }

  private List<Entry> below(String branch) {
    List<Entry> found = new ArrayList<>();
    entries()
        .forEach(
            (name, entry) -> {
              if (branch.isEmpty() || name.equals(branch) || name.startsWith(branch + ".")) {
                found.add(entry);
              }
            });
    if (found.isEmpty() && !branch.isEmpty()) {
      throw new IllegalArgumentException(
          "no parameter at or below " + prefix + branch + "; there are " + tensors().keySet());
    }
    return found;
  }

  private Map<String, Entry> entries() {
    Map<String, Entry> found = new LinkedHashMap<>();
    all.forEach(
        (name, entry) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), entry);
          }
        });
    return found;
  }

  /** From now on no gradient reaches these branches, and no optimiser touches them. */
  public void freeze(String... branches) {
    require(false, branches);
  }

  public void unfreeze(String... branches) {
    require(true, branches);
  }

  private void require(boolean gradient, String... branches) {
    for (String branch : branches) {
      below(branch).forEach(entry -> entry.tensor().requireGradient(gradient && entry.learned()));
    }
  }

  /** How many numbers are learned, frozen ones included. */
  public long count() {
    return entries().values().stream()
        .filter(Entry::learned)
        .mapToLong(entry -> entry.tensor().size())
        .sum();
  }

  /** SHA-256 over names, shapes and bits: equal hashes mean equal parameters, bit for bit. */
  public String hash() {
    return Sha256.hex(toSafetensors().toBytes());
  }

  public Safetensors toSafetensors() {
    Safetensors file = new Safetensors();
    tensors().forEach((name, t) -> file.put(name, t.shape().toArray(), t.toArray()));
    return file;
  }

  public void save(Path path) throws IOException {
    toSafetensors().write(path);
  }

  public void load(Path path) throws IOException {
    load(Safetensors.read(path), path.toString());
  }

  /** Takes all values from the file, which must hold these names and shapes and no others. */
  public void load(Safetensors file, String source) {
    Map<String, Tensor> tensors = tensors();
    List<String> problems = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          if (!file.names().contains(name)) {
            problems.add(name + " is missing");
          } else if (!Arrays.equals(file.shape(name), tensor.shape().toArray())) {
            problems.add(
                name
                    + " is "
                    + Arrays.toString(file.shape(name))
                    + " instead of "
                    + tensor.shape());
          }
        });
    file.names().stream()
        .filter(name -> !tensors.containsKey(name))
        .forEach(name -> problems.add(name + " is too many"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          source + " does not fit this model: " + String.join("; ", problems));
    }
    tensors.forEach((name, tensor) -> tensor.set(file.floats(name)));
  }

  /** The table: name, shape, count, and what is not learned. */
  @Override
  public String toString() {
    int width = tensors().keySet().stream().mapToInt(String::length).max().orElse(0);
    String rows =
        entries().entrySet().stream()
            .map(
                named -> {
                  Tensor tensor = named.getValue().tensor();
                  return String.format(
                      Locale.ROOT,
                      "%-" + Math.max(width, 9) + "s  %-18s %,12d%s%n",
                      named.getKey(),
                      tensor.shape(),
                      tensor.size(),
                      note(named.getValue()));
                })
            .collect(Collectors.joining());
    long frozen = count() - learned().stream().mapToLong(Tensor::size).sum();
    String end = frozen == 0 ? "" : String.format(Locale.ROOT, ", of which %,d are frozen", frozen);
    return rows + String.format(Locale.ROOT, "%,d numbers to learn%s", count(), end);
  }

  private static String note(Entry entry) {
    if (!entry.learned()) {
      return "  state";
    }
    return entry.tensor().requiresGradient() ? "" : "  frozen";
  }
}
