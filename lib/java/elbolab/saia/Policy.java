package elbolab.saia;

import com.google.gson.GsonBuilder;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.HhVaem;
import elbolab.nn.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What decides what is looked up next, in files that outlive this process: the trained model, which
 * holds its features, and how it is asked. What to look up in each of all possible rows would be no
 * finite table.
 *
 * @param target the columns that are to be known
 * @param costs of the features that have a price
 */
public record Policy(
    HhVaem model,
    List<String> target,
    Reward reward,
    int samples,
    long seed,
    Map<String, Double> costs) {

  /** Writes model.safetensors and policy.json; a {@link Replay} goes beside them. */
  public void save(Path folder) throws IOException {
    Files.createDirectories(folder);
    model.save(folder.resolve("model.safetensors"));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", "elbolab policy 1");
    all.put("model", "model.safetensors");
    all.put("target", target);
    all.put(
        "features",
        model.features().all().stream()
            .map(Feature::name)
            .filter(name -> !target.contains(name))
            .toList());
    all.put("reward", reward.getClass().getSimpleName());
    all.put("options", reward);
    all.put("samples", samples);
    all.put("seed", seed);
    all.put("costs", costs);
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n";
    WholeFile.write(folder.resolve("policy.json"), json.getBytes(StandardCharsets.UTF_8));
  }
}
