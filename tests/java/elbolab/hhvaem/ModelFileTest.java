package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.DataException;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.math.Rng;
import elbolab.nn.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private static final Table TABLE = GeneratedTable.of(60, "real", 3);
  private static final HhVaem MODEL = trained();

  @TempDir Path folder;

  private static HhVaem trained() {
    Features features = Features.of(TABLE);
    HhVaemOptions options =
        HhVaemOptions.hhVaem(2, 1)
            .hidden(8)
            .chain(new HhVaemOptions.Chain(2, 2, 0.05, 0.2, 2, 1))
            .with(Defect.NO_LOG_K, Defect.FRESH_NOISE);
    HhVaem model = HhVaem.of(features, options);
    model
        .fitting(features.encode(TABLE), TrainingLengths.steps(20).marginalSteps(20).batch(20))
        .run();
    return model;
  }

  private static float[] draws(HhVaem model, Inference by) {
    Observed x =
        model.features().hide(model.features().encode(TABLE).all(), 0.4, Rng.of(1, "holes"));
    PosteriorDraws draws = model.posterior(x, by, 3, Rng.of(2, "draws"));
    return draws.samples(x, Rng.of(3, "noise"));
  }

  @Test
  void openedModelDrawsTheSameBits() {
    Path file = folder.resolve("model.safetensors");
    MODEL.save(file);
    HhVaem opened = HhVaem.open(file);
    assertEquals(MODEL.options(), opened.options());
    assertEquals(MODEL.features(), opened.features());
    for (Inference by : Inference.values()) {
      assertArrayEquals(draws(MODEL, by), draws(opened, by));
    }
  }

  @Test
  void modelWithoutChainHasNone() {
    Path file = folder.resolve("vaem.safetensors");
    HhVaem plain = HhVaem.of(Features.of(TABLE), HhVaemOptions.vaem(2).hidden(8));
    plain.save(file);
    assertEquals(plain.options(), HhVaem.open(file).options());
  }

  @Test
  void aStrangerReadsTheFeaturesInTheHeader() throws Exception {
    Path file = folder.resolve("model");
    MODEL.save(file);
    Safetensors all = Safetensors.read(file);
    assertEquals("hhvaem 1", all.note("elbolab"));
    holds(
        all.note("features"),
        "\"name\":\"colour\"",
        "[\"red\",\"green\",\"blue\"]",
        "\"least\":0,");
    holds(all.note("options"), "\"latent\":[2,1]", "\"variance\":0.1,", "\"proposals\":2");
  }

  @Test
  void sameModelIsTheSameFile() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    MODEL.save(one);
    HhVaem.open(one).save(two);
    assertEquals(-1, Files.mismatch(one, two));
  }

  private String refusal(Path file) {
    String message = assertThrows(DataException.class, () -> HhVaem.open(file)).getMessage();
    assertTrue(message.contains(file.getFileName().toString()), message);
    return message;
  }

  private static void holds(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void otherFilesAreRefusedWithAReason() throws Exception {
    holds(refusal(folder.resolve("absent")), "no such file");
    holds(refusal(Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n")), "no model");
    Path weights = folder.resolve("weights");
    MODEL.parameters().save(weights);
    holds(refusal(weights), "unknown origin");
    Path checkpoint = folder.resolve("checkpoint");
    Safetensors other = new Safetensors();
    other.note("elbolab", "checkpoint 1");
    other.write(checkpoint);
    holds(refusal(checkpoint), "holds 'checkpoint 1'", "HH-VAEM");
  }

  @Test
  void damageAndNewerFormatsAreToldApart() throws Exception {
    Path file = folder.resolve("model");
    MODEL.save(file);
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 100));
    holds(refusal(cut), "not a valid safetensors file");
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 50] ^= 1;
    holds(refusal(Files.write(folder.resolve("flipped"), flipped)), "damaged", "SHA-256");
    Safetensors newer = MODEL.parameters().toSafetensors();
    newer.note("elbolab", "hhvaem 2");
    Path later = folder.resolve("later");
    newer.write(later);
    holds(refusal(later), "'hhvaem 2'", "'hhvaem 1'", "newer elbolab");
    Safetensors without = MODEL.parameters().toSafetensors();
    without.note("elbolab", "hhvaem 1");
    without.note("features", "{\"inputs\": 3}");
    Path broken = folder.resolve("broken");
    without.write(broken);
    holds(refusal(broken), "damaged model");
  }
}
