package elbolab.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Row numbers, from 0, of the training and the test part of a table. */
public record Split(int[] train, int[] test) {
  private static final int STANDARD_SPLITS = 20;

  /** All rows that are not in the test part are for training. */
  public static Split ofTestRows(int rows, int[] test) {
    BitSet held = new BitSet(rows);
    for (int row : test) {
      if (row < 0 || row >= rows) {
        throw new DataException("row " + row + " is outside of the table's 0 to " + (rows - 1));
      }
      if (held.get(row)) {
        throw new DataException("row " + row + " is in the test part twice");
      }
      held.set(row);
    }
    return new Split(
        IntStream.range(0, rows).filter(row -> !held.get(row)).toArray(), test.clone());
  }

  /** One split per line: the rows of its test part, separated by blanks. */
  static List<Split> standard(Path file, int rows) {
    List<String> lines = lines(file);
    if (lines.size() != STANDARD_SPLITS) {
      throw new DataException(
          "%s: expected %d lines, found %d".formatted(file, STANDARD_SPLITS, lines.size()));
    }
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        int[] test = Arrays.stream(lines.get(i).split(" ")).mapToInt(Integer::parseInt).toArray();
        splits.add(ofTestRows(rows, test));
      } catch (NumberFormatException | DataException e) {
        throw new DataException(
            "%s:%d: expected row numbers from 0 to %d: %s"
                .formatted(file, i + 1, rows - 1, e.getMessage()),
            e);
      }
    }
    return splits;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new DataException(file + ": bytes that are not UTF-8 text", e);
    } catch (IOException e) {
      throw Gzip.explain(file, e);
    }
  }
}
