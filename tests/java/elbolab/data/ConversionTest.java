package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From files as they are published to files as they are used, up to the known digest. */
class ConversionTest {
  @TempDir Path folder;

  /** A table as it is published elsewhere: no header, padded, numbers with exponents. */
  private static String asPublished(Path derived, boolean header) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(derived)) {
      if (text.isEmpty() && !header) {
        text.append(' ');
        header = true;
        continue;
      }
      for (String field : line.split(",")) {
        boolean number = Numbers.problem(field) == null;
        text.append("  ");
        text.append(
            number
                ? String.format(Locale.ROOT, "%.17e", Double.parseDouble(field))
                : field.toUpperCase(Locale.ROOT));
      }
      text.append(" \n");
    }
    return text.toString();
  }

  static Stream<DataFile> tablesOfNumbers() {
    return Catalogue.all().stream()
        .flatMap(set -> set.files().stream())
        .filter(file -> file.conversion().name().startsWith("NUMBERS"));
  }

  @ParameterizedTest
  @MethodSource("tablesOfNumbers")
  void aPublishedTableOfTheSameNumbersGivesTheKnownDigest(DataFile file) throws IOException {
    Path derived = RealData.folderWith(file.path()).file(file.path());
    boolean header = file.conversion() == Conversion.NUMBERS_BELOW_HEADER;
    Path published = folder.resolve("data.txt");
    Files.writeString(published, asPublished(derived, header));
    Path converted = folder.resolve("converted.csv");
    file.conversion().convert(file, published, converted, Long.MAX_VALUE);
    assertEquals(file.sha256(), FileDigest.of(converted));
  }

  @Test
  void aFileComesOutOfAnArchiveAndIsBounded() throws IOException {
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("a/other.txt"));
      out.write(1);
      out.putNextEntry(new ZipEntry("a/it.txt"));
      out.write("wanted".getBytes(StandardCharsets.US_ASCII));
    }
    Path to = folder.resolve("it.txt");
    entry("a/it.txt", zip, to, 6);
    assertEquals("wanted", Files.readString(to));
    assertMessage(() -> entry("a/it.txt", zip, to, 5), "larger than the 5 bytes expected");
    assertMessage(() -> entry("a/no.txt", zip, to, 5), "has no file 'a/no.txt'");
  }

  private static void entry(String entry, Path zip, Path to, long most) throws IOException {
    Conversion unpacks = Conversion.ZIP_ENTRY;
    DataFile file = new DataFile("a/b", 0, "", List.of("x:/"), unpacks, entry, "");
    unpacks.convert(file, zip, to, most);
  }

  @Test
  void aTableThatIsNotOneIsRefusedWithItsPlace() throws IOException {
    Path file = folder.resolve("t.txt");
    Path to = folder.resolve("out");
    List<String> header = List.of("x", "y");
    Files.writeString(file, "1 2\n3 x\n");
    assertMessage(
        () -> Conversion.NUMBERS.numbers(header, file, to),
        "t.txt:2: expected a number, found 'x'");
    Files.writeString(file, "1 2\n3\n");
    assertMessage(
        () -> Conversion.NUMBERS.numbers(header, file, to), "t.txt:2: expected 2 numbers, found 1");
  }

  private static void assertMessage(Executable conversion, String message) {
    DataException e = assertThrows(DataException.class, conversion);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void listsAreFetchedAndJoined() throws IOException {
    LoopbackServer.Behaviour lists =
        (request, number, out) -> {
          int split = Integer.parseInt(request.path().replaceAll("\\D", ""));
          String text = "%d.000000e+00\n%d\n".formatted(split, 10 + split);
          LoopbackServer.file(request, out, text.getBytes(StandardCharsets.US_ASCII), "a");
        };
    StringBuilder twenty = new StringBuilder();
    for (int k = 0; k < 20; k++) {
      twenty.append(k).append(' ').append(10 + k).append('\n');
    }
    Path expected = Files.writeString(folder.resolve("expected"), twenty);
    try (var server = new LoopbackServer(lists)) {
      DataFile file =
          new DataFile(
              "set/test_splits.txt",
              Files.size(expected),
              FileDigest.of(expected),
              List.of(server.at("/index_test_").toString() + "%d.txt"),
              Conversion.TWENTY_LISTS,
              "",
              "");
      Download download = new Download(folder, Download.Options.DEFAULT, (d, t) -> {});
      assertEquals(twenty.toString(), Files.readString(download.fetch(file, false)));
      try (var left = Files.list(folder.resolve("set"))) {
        assertEquals(1, left.count(), "nothing is left beside it");
      }
    }
  }

  @Test
  void shortestNumbersReadBackAsTheSame() {
    List<String> texts = new ArrayList<>(List.of("0.1", "18", "1.0E-5", "2.2250738585072014E-308"));
    texts.addAll(List.of("123456789012345680000", "2.0E-3", "9007199254740993", "4.9E-324"));
    for (String text : texts) {
      double value = Double.parseDouble(text);
      String shortest = Numbers.shortest(value);
      assertEquals(value, Double.parseDouble(shortest), shortest);
    }
    assertEquals("0.002", Numbers.shortest(2.0E-3));
    assertEquals("18", Numbers.shortest(18));
    assertEquals("0.3", Numbers.shortest(0.3));
  }
}
