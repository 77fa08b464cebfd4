package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {
  @TempDir Path folder;

  private static final class Model {
    final Parameters parameters = Parameters.seeded(7);
    final Mlp encoder = Mlp.of(parameters.at("encoder"), Activation.RELU, 3, 4, 2);
    final Mlp encoder2 = Mlp.of(parameters.at("encoder2"), Activation.TANH, 2, 1);
    final BatchNorm norm = BatchNorm.of(parameters.at("norm"), 2);

    void step(Optimizer optimizer) {
      try (Tape tape = Tape.scope()) {
        Tensor x = Tensor.gaussian(Rng.of(1, "x"), 5, 3);
        encoder2.apply(norm.train(encoder.apply(x))).square().sum().backward();
        optimizer.step();
      }
    }

    Map<String, float[]> values() {
      Map<String, float[]> values = new HashMap<>();
      parameters.tensors().forEach((name, tensor) -> values.put(name, tensor.toArray()));
      return values;
    }
  }

  @Test
  void theTableSaysWhatThereIs() {
    Model model = new Model();
    model.parameters.freeze("encoder.out");
    String table = model.parameters.toString();
    assertTrue(table.contains("encoder.hidden0.weight  [3, 4]                       12\n"), table);
    assertTrue(table.contains("encoder.out.bias        [2]                           2  frozen"));
    assertTrue(table.contains("norm.variance           [2]                           2  state"));
    // 12 + 4 + 8 + 2, then 2 + 1, then gain and shift of 2.
    assertTrue(table.endsWith("33 numbers to learn, of which 10 are frozen"), table);
  }

  @Test
  void frozenBranchesGetNoGradientAndKeepTheirBits() {
    for (boolean adam : new boolean[] {true, false}) {
      Model model = new Model();
      Parameters p = model.parameters;
      Optimizer optimizer =
          adam
              ? new Adam(p, Adam.Options.rate(Schedule.constant(0.1)).decay(0.1))
              : new Sgd(p, new Sgd.Options(Schedule.constant(0.1), 0.9));
      model.step(optimizer);
      p.freeze("encoder");
      Map<String, float[]> before = model.values();
      model.step(optimizer);
      Map<String, float[]> after = model.values();
      before.forEach(
          (name, old) -> {
            if (name.startsWith("encoder.")) {
              assertArrayEquals(old, after.get(name), 0, name);
            } else {
              assertFalse(java.util.Arrays.equals(old, after.get(name)), name + " must move");
            }
          });
      try (Tape tape = Tape.scope()) {
        model.encoder.apply(Tensor.ones(1, 3)).plus(p.get("encoder2.out.bias")).sum().backward();
        assertNull(p.get("encoder.out.bias").gradient());
      }
      p.unfreeze("encoder");
      model.step(optimizer);
      assertFalse(
          java.util.Arrays.equals(
              after.get("encoder.out.bias"), model.values().get("encoder.out.bias")));
    }
  }

  @Test
  void unfreezingDoesNotMakeStateLearned() {
    Model model = new Model();
    int learned = model.parameters.learned().size();
    model.parameters.freeze("");
    assertEquals(0, model.parameters.learned().size());
    model.parameters.unfreeze("");
    assertEquals(learned, model.parameters.learned().size());
    assertFalse(model.parameters.get("norm.mean").requiresGradient());
    assertEquals(4, model.parameters.learned("encoder").size());
  }

  @Test
  void savingAndLoadingKeepsEveryBit() throws IOException {
    Model saved = new Model();
    saved.step(new Adam(saved.parameters, 0.1));
    Path path = folder.resolve("model.safetensors");
    saved.parameters.save(path);
    Model loaded = new Model();
    assertNotEquals(saved.parameters.hash(), loaded.parameters.hash());
    loaded.parameters.load(path);
    assertEquals(saved.parameters.hash(), loaded.parameters.hash());
  }

  @Test
  void theHashDependsOnNamesShapesAndBits() {
    Parameters a = Parameters.seeded(1);
    a.add("w", 0, 2, 3);
    Parameters b = Parameters.seeded(1);
    b.add("w", 0, 3, 2);
    Parameters c = Parameters.seeded(1);
    c.add("v", 0, 2, 3);
    Parameters d = Parameters.seeded(1);
    d.add("w", -0.0, 2, 3);
    assertNotEquals(a.hash(), b.hash());
    assertNotEquals(a.hash(), c.hash());
    assertNotEquals(a.hash(), d.hash());
  }

  @Test
  void aLayerMoreChangesNoOtherLayersStart() {
    Parameters one = Parameters.seeded(3);
    Linear.of(one.at("a"), 4, 4);
    Parameters two = Parameters.seeded(3);
    Linear.of(two.at("new"), 4, 4);
    Linear.of(two.at("a"), 4, 4);
    assertArrayEquals(one.get("a.weight").toArray(), two.get("a.weight").toArray());
    assertFalse(
        java.util.Arrays.equals(two.get("a.weight").toArray(), two.get("new.weight").toArray()));
  }

  @Test
  void mistakesAreNamed() {
    Model model = new Model();
    String twice = message(() -> Linear.of(model.parameters.at("encoder.out"), 4, 2));
    assertTrue(twice.contains("there is a parameter encoder.out.weight already"), twice);
    String unknown = message(() -> model.parameters.freeze("enc"));
    assertTrue(unknown.contains("no parameter at or below enc; there are [encoder.hid"), unknown);
    Safetensors file = model.parameters.at("encoder").toSafetensors();
    file.put("extra", 1);
    Mlp.of(Parameters.seeded(1), Activation.RELU, 1, 1);
    Parameters other = Parameters.seeded(1);
    Mlp.of(other, Activation.RELU, 3, 5, 2);
    other.add("more", 0, 1);
    String misfit = message(() -> other.load(file, "m.safetensors"));
    assertTrue(
        misfit.startsWith(
            "m.safetensors does not fit this model: hidden0.weight is [3, 4] instead of [3, 5];"),
        misfit);
    assertTrue(misfit.contains("more is missing; extra is too many"), misfit);
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }
}
