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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIABETES_SCALED")
  void aPublishedTableOfTheSameNumbersGivesTheKnownDigest(BenchmarkTable table) throws IOException {
    Path derived = RealData.folderWith(table.path()).file(table.path());
    DataFile file =
        Catalogue.all().stream()
            .flatMap(set -> set.files().stream())
            .filter(f -> f.path().equals(table.path()))
            .findFirst()
            .orElseThrow();
    Conversion.NumberTable conversion =
        (Conversion.NumberTable) ((Source.Download) file.source()).conversion();
    Path published = folder.resolve("data.txt");
    Files.writeString(published, asPublished(derived, conversion.skipFirst()));
    Path converted = folder.resolve("converted.csv");
    conversion.convert(published, converted, Long.MAX_VALUE);
    assertEquals(file.sha256().orElseThrow(), FileDigest.of(converted));
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
    new Conversion.ZipEntry("a/it.txt").convert(zip, to, 6);
    assertEquals("wanted", Files.readString(to));
    assertMessage(new Conversion.ZipEntry("a/it.txt"), zip, "larger than the 5 bytes expected");
    assertMessage(new Conversion.ZipEntry("a/no.txt"), zip, "has no file 'a/no.txt'");
  }

  @Test
  void aTableThatIsNotOneIsRefusedWithItsPlace() throws IOException {
    Conversion numbers = new Conversion.NumberTable(List.of("x", "y"), false);
    Path file = folder.resolve("t.txt");
    Files.writeString(file, "1 2\n3 x\n");
    assertMessage(numbers, file, "t.txt:2: expected a number, found 'x'");
    Files.writeString(file, "1 2\n3\n");
    assertMessage(numbers, file, "t.txt:2: expected 2 numbers, found 1");
  }

  private void assertMessage(Conversion conversion, Path from, String message) {
    DataException e =
        assertThrows(DataException.class, () -> conversion.convert(from, folder.resolve("out"), 5));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void anArchiveAndListsAreFetchedAndConverted() throws IOException {
    LoopbackServer.Behaviour lists =
        (request, number, out) -> {
          int split = Integer.parseInt(request.path().replaceAll("\\D", ""));
          String text = "%d.000000e+00\n%d\n".formatted(split, 10 + split);
          LoopbackServer.file(request, out, text.getBytes(StandardCharsets.US_ASCII), "a");
        };
    Path expected = Files.writeString(folder.resolve("expected"), "0 10\n1 11\n2 12\n");
    try (var server = new LoopbackServer(lists)) {
      DataFile file =
          DataFile.of(
              "set/test_splits.txt",
              Files.size(expected),
              FileDigest.of(expected),
              Source.lists(server.at("/index_test_").toString() + "%d.txt", 3));
      Fetch fetch = new Fetch(folder, new Download(Download.Options.DEFAULT), false, (d, t) -> {});
      assertEquals("0 10\n1 11\n2 12\n", Files.readString(fetch.fetch(file)));
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
