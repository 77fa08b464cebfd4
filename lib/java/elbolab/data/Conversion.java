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
public sealed interface Conversion {
  /** Writes the converted file, of at most {@code most} bytes. */
  void convert(Path from, Path to, long most) throws IOException;

  /** The file is used as published. */
  record AsIs() implements Conversion {
    @Override
    public void convert(Path from, Path to, long most) throws IOException {
      Files.move(from, to);
    }
  }

  /** One file out of a zip archive. */
  record ZipEntry(String entry) implements Conversion {
    @Override
    public void convert(Path from, Path to, long most) throws IOException {
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(from))) {
        for (var found = zip.getNextEntry(); found != null; found = zip.getNextEntry()) {
          if (found.getName().equals(entry)) {
            copy(zip, to, most);
            return;
          }
        }
      }
      throw new DataException(from + ": the archive has no file '" + entry + "'");
    }

    private void copy(InputStream zip, Path to, long most) throws IOException {
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
  }

  /** Text whose lines shall end with a line feed alone. */
  record UnixLines() implements Conversion {
    @Override
    public void convert(Path from, Path to, long most) throws IOException {
      String text = Files.readString(from, StandardCharsets.ISO_8859_1);
      Files.writeString(to, text.replace("\r\n", "\n"), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * A table of numbers, separated by blanks, tabs, commas or semicolons, as CSV with our header and
   * each number in its shortest form.
   *
   * @param skipFirst whether the published file has a header line of its own
   */
  record NumberTable(List<String> header, boolean skipFirst) implements Conversion {
    public NumberTable {
      header = List.copyOf(header);
    }

    @Override
    public void convert(Path from, Path to, long most) throws IOException {
      try (BufferedReader in = Files.newBufferedReader(from);
          Writer out = Files.newBufferedWriter(to)) {
        out.write(String.join(",", header) + "\n");
        int lineNumber = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          lineNumber++;
          if (!line.isBlank() && !(skipFirst && lineNumber == 1)) {
            out.write(convert(line, from + ":" + lineNumber) + "\n");
          }
        }
      }
    }

    private String convert(String line, String place) {
      String[] fields = line.strip().split("[\\s,;]+");
      List<String> shortest = new ArrayList<>();
      for (String field : fields) {
        String problem = Numbers.problem(field);
        if (problem != null) {
          throw new DataException(place + ": expected a number, found " + problem);
        }
        shortest.add(Numbers.shortest(Double.parseDouble(field)));
      }
      if (shortest.size() != header.size()) {
        throw new DataException(
            "%s: expected %d numbers, found %d".formatted(place, header.size(), shortest.size()));
      }
      return String.join(",", shortest);
    }
  }
}
