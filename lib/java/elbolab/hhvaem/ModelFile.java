package elbolab.hhvaem;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import elbolab.data.DataException;
import elbolab.data.Numbers;
import elbolab.nn.Safetensors;
import elbolab.nn.SafetensorsException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trained model as one safetensors file: the weights as arrays, and in the header's {@code
 * __metadata__} what a stranger needs to build it again. {@code elbolab} is "hhvaem 1", {@code
 * options} and {@code features} are JSON, {@code sha256} is the hash of the weights.
 *
 * <p>In Python: {@code safe_open("my.safetensors", "numpy").metadata()["features"]}.
 */
final class ModelFile {
  private static final String FORMAT = "elbolab";
  private static final String MODEL = "hhvaem ";
  private static final int VERSION = 1;
  private static final String OPTIONS = "options";
  private static final String FEATURES = "features";
  private static final String NETWORKS = "networks";
  private static final String DIGEST = "sha256";

  private static final Gson JSON =
      new GsonBuilder()
          .registerTypeAdapter(Double.class, Numbers.JSON)
          .disableHtmlEscaping()
          .create();

  private ModelFile() {}

  /** The options as JSON has them: without a chain there is no such field. */
  private record Options(
      List<Integer> latent,
      int hidden,
      int marginalHidden,
      double variance,
      int importanceSamples,
      HhVaemOptions.Chain chain,
      List<Defect> defects,
      long seed) {
    static Options of(HhVaemOptions options) {
      return new Options(
          options.latent(),
          options.hidden(),
          options.marginalHidden(),
          options.variance(),
          options.importanceSamples(),
          options.chain().orElse(null),
          options.defects().stream().sorted().toList(),
          options.seed());
    }

    HhVaemOptions options() {
      return new HhVaemOptions(
          latent,
          hidden,
          marginalHidden,
          variance,
          importanceSamples,
          Optional.ofNullable(chain),
          Set.copyOf(defects),
          seed);
    }
  }

  static void write(HhVaem model, Path file) {
    Safetensors all = model.parameters().toSafetensors();
    all.note(FORMAT, MODEL + VERSION);
    all.note(OPTIONS, JSON.toJson(Options.of(model.options())));
    all.note(FEATURES, JSON.toJson(model.features()));
    model.networks().ifPresent(networks -> all.note(NETWORKS, JSON.toJson(networks)));
    all.note(DIGEST, model.parameters().hash());
    try {
      all.write(file);
    } catch (IOException e) {
      throw new DataException(file + ": the model cannot be written: " + e, e);
    }
  }

  static HhVaem read(Path file) {
    Safetensors all = arrays(file);
    requireFormat(all, file);
    try {
      Features features = JSON.fromJson(all.note(FEATURES), Features.class);
      HhVaemOptions options = JSON.fromJson(all.note(OPTIONS), Options.class).options();
      HhVaem model =
          all.findNote(NETWORKS)
              .map(text -> JSON.fromJson(text, ImageNetworks.class))
              .map(networks -> HhVaem.of(features, options, networks))
              .orElseGet(() -> HhVaem.of(features, options));
      model.parameters().load(all, file.toString());
      if (!model.parameters().hash().equals(all.note(DIGEST))) {
        throw new DataException(
            file + ": damaged: the SHA-256 of its weights is not the one that it states");
      }
      if (model.networks().isEmpty()) {
        model.parameters().freeze(HhVaem.MARGINAL);
      }
      return model;
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException e) {
      // Gson wraps what a record's constructor refuses.
      throw new DataException(file + ": damaged model: " + e.getMessage(), e);
    }
  }

  private static Safetensors arrays(Path file) {
    try {
      return Safetensors.read(file);
    } catch (NoSuchFileException e) {
      throw new DataException(file + ": no such file; expected a model that was saved", e);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e, e);
    } catch (SafetensorsException e) {
      throw new DataException("no model: " + e.getMessage(), e);
    }
  }

  private static void requireFormat(Safetensors all, Path file) {
    String found = all.findNote(FORMAT).orElse("");
    if (found.equals(MODEL + VERSION)) {
      return;
    }
    throw new DataException(
        found.startsWith(MODEL)
            ? "%s: a model of the format '%s', this version reads '%s%d': take a newer elbolab"
                .formatted(file, found, MODEL, VERSION)
            : "%s: holds %s, expected an HH-VAEM that was saved, '%s%d'"
                .formatted(
                    file,
                    found.isEmpty() ? "arrays of unknown origin" : "'" + found + "'",
                    MODEL,
                    VERSION));
  }
}
