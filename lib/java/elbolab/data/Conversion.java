package elbolab.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;

/**
 * Leads from a file as it is published to the file as it is used here. The digest of the result is
 * known, so a source that changes shows at once.
 */
public enum Conversion {
  AS_IS,
  /** One file out of a zip archive. */
  ZIP_ENTRY,
  /** Text whose lines shall end with a line feed alone. */
  UNIX_LINES,
  /** Numbers, separated by blanks, tabs, commas or semicolons, as CSV with our header, shortest. */
  NUMBERS,
  /** The same; the published file has a header line of its own. */
  NUMBERS_BELOW_HEADER,
  /** Twenty files of whole numbers, at addresses with 0 to 19, of which each becomes one line. */
  TWENTY_LISTS;

  /** Writes the converted file, of at most {@code most} bytes. */
  void convert(DataFile file, Path from, Path to, long most) throws IOException {
    switch (this) {
      case AS_IS, TWENTY_LISTS -> Files.move(from, to);
      case ZIP_ENTRY -> unpack(file.entry(), from, to, most);
      case UNIX_LINES -> {
        String text = Files.readString(from, StandardCharsets.ISO_8859_1);
        Files.writeString(to, text.replace("\r\n", "\n"), StandardCharsets.ISO_8859_1);
      }
      case NUMBERS, NUMBERS_BELOW_HEADER -> numbers(header(file), from, to);
    }
  }

  private static List<String> header(DataFile file) {
    return Catalogue.all().stream()
        .flatMap(set -> set.tables().stream())
        .filter(table -> table.files().contains(file.path()))
        .findFirst()
        .orElseThrow(() -> new DataException(file.path() + ": no table is read from it"))
        .specs()
        .stream()
        .map(ColumnSpec::name)
        .toList();
  }

  private static void unpack(String entry, Path from, Path to, long most) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(from))) {
      for (var found = zip.getNextEntry(); found != null; found = zip.getNextEntry()) {
        if (found.getName().equals(entry)) {
          copy(entry, zip, to, most);
          return;
        }
      }
    }
    throw new DataException(from + ": the archive has no file '" + entry + "'");
  }

  private static void copy(String entry, InputStream zip, Path to, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = most;
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int got = zip.read(buffer); got >= 0; got = zip.read(buffer)) {
        left -= got;
        if (left < 0) {
          throw new DataException(entry + ": larger than the " + most + " bytes expected");
        }
        out.write(buffer, 0, got);
      }
    }
  }

  void numbers(List<String> header, Path from, Path to) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(from);
        Writer out = Files.newBufferedWriter(to)) {
      out.write(String.join(",", header) + "\n");
      int lineNumber = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lineNumber++;
        if (!line.isBlank() && !(this == NUMBERS_BELOW_HEADER && lineNumber == 1)) {
          out.write(shortest(line, from + ":" + lineNumber, header.size()) + "\n");
        }
      }
    }
  }

  private static String shortest(String line, String place, int width) {
    List<String> shortest = new ArrayList<>();
    for (String field : line.strip().split("[\\s,;]+")) {
      String problem = Numbers.problem(field);
      if (problem != null) {
        throw new DataException(place + ": expected a number, found " + problem);
      }
      shortest.add(Numbers.shortest(Double.parseDouble(field)));
    }
    if (shortest.size() != width) {
      throw new DataException(
          "%s: expected %d numbers, found %d".formatted(place, width, shortest.size()));
    }
    return String.join(",", shortest);
  }
}
