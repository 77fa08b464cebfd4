package elbolab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the library stand in one order, and each uses only the ones before it. */
class RoomsTest {
  private static final Path SOURCES = Path.of("lib/java/elbolab");

  private static final List<String> ORDER =
      List.of(
          "math",
          "tensor",
          "device",
          "nn",
          "prob",
          "data",
          "train",
          "show",
          "hmc",
          "vae",
          "family",
          "deepdive",
          "hhvaem",
          "ode",
          "global",
          "multimodal",
          "video",
          "saia",
          "nd4j",
          "reproduce");

  /** The samplers know densities only, and the kernel stands alone. */
  private static final List<String> ALONE = List.of("kernel");

  private static final Pattern MENTION = Pattern.compile("\\belbolab\\.([a-z]+)\\b");

  @Test
  void everyRoomIsKnown() throws IOException {
    try (Stream<Path> rooms = Files.list(SOURCES)) {
      List<String> unknown =
          rooms
              .filter(Files::isDirectory)
              .map(room -> room.getFileName().toString())
              .filter(room -> !ORDER.contains(room) && !ALONE.contains(room))
              .toList();
      assertEquals(List.of(), unknown, "rooms without a place in the order");
    }
  }

  @Test
  void noRoomUsesALaterOne() throws IOException {
    List<String> offences = new ArrayList<>();
    int files = 0;
    for (Path file : javaFiles()) {
      files++;
      String room = SOURCES.relativize(file).getName(0).toString();
      for (String line : Files.readAllLines(file)) {
        for (String used : roomsUsedBy(line)) {
          if (!allowed(room, used)) {
            offences.add(file + ": " + line.strip());
          }
        }
      }
    }
    assertTrue(files > 0, "no source found below " + SOURCES);
    assertEquals(List.of(), offences);
  }

  private static boolean allowed(String room, String used) {
    if (room.equals(used)) {
      return true;
    }
    return ORDER.contains(room)
        && ORDER.contains(used)
        && ORDER.indexOf(used) < ORDER.indexOf(room);
  }

  /** Only code counts: a javadoc or a string may name any room. */
  private static List<String> roomsUsedBy(String line) {
    String code = line.strip();
    if (code.startsWith("*") || code.startsWith("/") || code.startsWith("package ")) {
      return List.of();
    }
    List<String> used = new ArrayList<>();
    Matcher mention = MENTION.matcher(code.replaceAll("\"[^\"]*\"", ""));
    while (mention.find()) {
      if (ORDER.contains(mention.group(1)) || ALONE.contains(mention.group(1))) {
        used.add(mention.group(1));
      }
    }
    return used;
  }

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
