package elbolab.reproduce.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A resource with entries in prose: {@code [id]}, then lines {@code key: text}; a line that begins
 * with a blank goes on with the text before it, and {@code #} begins a comment. Text may hold
 * {@code `code`} and {@code $TeX$}, with no character escaped.
 */
final class EntryFile {
  /** One entry; every key that the file's readers ask for is there. */
  record Entry(String id, Map<String, String> texts) {
    String text(String key) {
      return texts.get(key);
    }
  }

  private final String name;
  private final List<String> required;
  private final List<String> optional;
  private final Map<String, Map<String, String>> entries = new LinkedHashMap<>();

  private EntryFile(String name, List<String> required, List<String> optional) {
    this.name = name;
    this.required = required;
    this.optional = optional;
  }

  /** The entries of a resource beside this class. Optional texts that are not there are empty. */
  static List<Entry> read(String resource, List<String> required, List<String> optional) {
    try (InputStream stream = EntryFile.class.getResourceAsStream(resource)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return parse(resource, text, required, optional);
    } catch (IOException broken) {
      throw new UncheckedIOException(resource + " cannot be read: " + broken, broken);
    }
  }

  static List<Entry> parse(String name, String text, List<String> required, List<String> optional) {
    return new EntryFile(name, required, optional).entries(text.lines().toList());
  }

  private List<Entry> entries(List<String> lines) {
    Map<String, String> entry = null;
    String key = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.matches("\\[[\\w.-]+]")) {
        entry = begin(line.substring(1, line.length() - 1), i);
        key = null;
      } else if (line.startsWith(" ") && key != null) {
        entry.merge(key, line.strip(), (before, more) -> before + " " + more);
      } else {
        key = line.contains(": ") ? line.substring(0, line.indexOf(": ")) : line;
        require(entry != null, i, "a line before the first [id]");
        require(required.contains(key) || optional.contains(key), i, "no key '" + key + "' here");
        String text = line.substring(Math.min(line.length(), key.length() + 2)).strip();
        require(entry.put(key, text) == null, i, "'" + key + "' twice");
      }
    }
    return finished();
  }

  private Map<String, String> begin(String id, int line) {
    require(!entries.containsKey(id), line, "the entry [" + id + "] is there twice");
    entries.put(id, new LinkedHashMap<>());
    return entries.get(id);
  }

  private List<Entry> finished() {
    List<Entry> all = new ArrayList<>();
    entries.forEach(
        (id, texts) -> {
          for (String key : required) {
            if (texts.getOrDefault(key, "").isEmpty()) {
              throw new IllegalArgumentException(
                  "%s: the entry [%s] has no '%s'".formatted(name, id, key));
            }
          }
          optional.forEach(key -> texts.putIfAbsent(key, ""));
          all.add(new Entry(id, Map.copyOf(texts)));
        });
    return all;
  }

  private void require(boolean condition, int line, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(
          "%s:%d: %s; keys are %s and, optional, %s"
              .formatted(name, line + 1, problem, required, optional));
    }
  }
}
