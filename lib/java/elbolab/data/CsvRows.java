package elbolab.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a text table into records, reading bytes so that every error has its exact line. Memory is
 * bounded by the longest record allowed.
 */
final class CsvRows implements AutoCloseable {
  static final int LONGEST_RECORD = 1 << 20;
  static final int MOST_FIELDS = 20_000;
  private static final int END = -1;

  private final Path file;
  private final InputStream in;
  private final int separator;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;
  private int line = 1;
  private int recordLine;
  private int recordBytes;
  private int position;
  private int[] ends = new int[64];
  private int[] starts = new int[64];
  private byte[] field = new byte[64];
  private int fieldLength;

  CsvRows(Path file, InputStream in, CsvFormat format) {
    this.file = file;
    this.in = in;
    this.separator = format.separator();
    skipByteOrderMark();
  }

  /** Where the latest record began, as {@code file:line}. */
  String place() {
    return file + ":" + recordLine;
  }

  /** The line at which the latest record began. */
  int line() {
    return recordLine;
  }

  /** Where a field of the latest record begins in the file, in bytes; its quotes belong to it. */
  int start(int field) {
    return starts[field];
  }

  /** The byte after the field. */
  int end(int field) {
    return ends[field];
  }

  /** The fields of the next record, or null after the last one. Blank lines may only end a file. */
  List<String> next() {
    int blank = 0;
    while (peek() == '\n' || peek() == '\r') {
      blank = blank == 0 ? line : blank;
      endOfLine(take());
    }
    recordLine = line;
    if (peek() == END) {
      return null;
    }
    if (blank > 0) {
      throw new DataException(file + ":" + blank + ": expected a record, found an empty line");
    }
    return record();
  }

  private List<String> record() {
    List<String> fields = new ArrayList<>();
    recordBytes = 0;
    while (true) {
      int start = position;
      boolean quoted = peek() == '"';
      int end = quoted ? quotedField(fields.size() + 1) : plainField(fields.size() + 1);
      note(fields.size(), start, end == END ? position : position - 1);
      fields.add(decode(fields.size() + 1));
      if (fields.size() > MOST_FIELDS) {
        throw at(fields.size(), "expected at most " + MOST_FIELDS + " fields in a record");
      }
      if (end != separator) {
        endOfLine(end);
        return fields;
      }
    }
  }

  private void note(int field, int start, int end) {
    if (field == starts.length) {
      starts = Arrays.copyOf(starts, 2 * field);
      ends = Arrays.copyOf(ends, 2 * field);
    }
    starts[field] = start;
    ends[field] = end;
  }

  /** Reads up to the separator or the end of the line, which it returns. */
  private int plainField(int column) {
    fieldLength = 0;
    while (true) {
      int b = take();
      if (b == separator || b == '\n' || b == '\r' || b == END) {
        return b;
      }
      if (b == '"') {
        throw at(column, "a quote in the midst of a field; expected quotes around the whole field");
      }
      append(b, column);
    }
  }

  private int quotedField(int column) {
    fieldLength = 0;
    take();
    while (true) {
      int b = take();
      if (b == END) {
        throw at(column, "expected a closing quote, found the end of the file");
      } else if (b != '"') {
        line += b == '\n' ? 1 : 0;
        append(b, column);
      } else if (peek() == '"') {
        append(take(), column);
      } else {
        int end = take();
        if (end == separator || end == '\n' || end == '\r' || end == END) {
          return end;
        }
        throw at(column, "expected a separator or the end of the line after the closing quote");
      }
    }
  }

  /** Line feed, carriage return with line feed, or the end of the file. */
  private void endOfLine(int b) {
    if (b == '\r') {
      if (peek() != '\n') {
        throw new DataException(
            file + ":" + line + ": a carriage return without a line feed after it");
      }
      take();
    }
    line += b == END ? 0 : 1;
  }

  private void append(int b, int column) {
    if (b == 0) {
      throw at(column, "a zero byte; expected text");
    }
    if (++recordBytes > LONGEST_RECORD) {
      throw at(column, "the record is longer than %,d bytes".formatted(LONGEST_RECORD));
    }
    if (fieldLength == field.length) {
      field = Arrays.copyOf(field, 2 * fieldLength);
    }
    field[fieldLength++] = (byte) b;
  }

  private String decode(int column) {
    try {
      return utf8.decode(ByteBuffer.wrap(field, 0, fieldLength)).toString();
    } catch (CharacterCodingException e) {
      throw at(column, "bytes that are not UTF-8 text; save the file as UTF-8");
    }
  }

  private DataException at(int column, String problem) {
    return new DataException("%s:%d, column %d: %s".formatted(file, recordLine, column, problem));
  }

  private void skipByteOrderMark() {
    peek();
    if (filled >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB) {
      next = buffer[2] == (byte) 0xBF ? 3 : 0;
      position = next;
    }
  }

  private int peek() {
    if (next == filled) {
      try {
        next = 0;
        filled = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
      } catch (IOException e) {
        throw Gzip.explain(file, e);
      }
    }
    return filled == 0 ? END : buffer[next] & 0xFF;
  }

  private int take() {
    int b = peek();
    next += b == END ? 0 : 1;
    position += b == END ? 0 : 1;
    return b;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw Gzip.explain(file, e);
    }
  }
}
