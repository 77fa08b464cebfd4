package elbolab.data;

import elbolab.math.Rng;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The ways in which a sound file is spoiled. Those of text also hit binary files, and the reverse.
 */
enum Mutation {
  TRUNCATED {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      return Arrays.copyOf(file, rng.nextInt(file.length));
    }
  },
  FLIPPED_BITS {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      byte[] spoiled = file.clone();
      for (int i = 0; i < 1 + rng.nextInt(4); i++) {
        spoiled[rng.nextInt(file.length)] ^= (byte) (1 << rng.nextInt(8));
      }
      return spoiled;
    }
  },
  ODD_TEXT {
    private final String[] texts = {
      "\"",
      "\"\"",
      "\u0000",
      "\uFEFF",
      "\r",
      "\r\n",
      "\n\n",
      ",",
      ",,,",
      "1e999",
      "NaN",
      "1,5",
      "-",
      "0x10",
      "\u2028",
      "\uD83D\uDE00",
      "Infinity",
      "1e-999",
      "'",
      "2/30/2015"
    };

    @Override
    byte[] apply(byte[] file, Rng rng) {
      byte[] text = texts[rng.nextInt(texts.length)].getBytes(StandardCharsets.UTF_8);
      return insert(file, rng.nextInt(file.length), text);
    }
  },
  INVALID_UTF_8 {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      byte[][] texts = {{(byte) 0xFF}, {(byte) 0xC3, '('}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}};
      return insert(file, rng.nextInt(file.length), texts[rng.nextInt(texts.length)]);
    }
  },
  BYTE_ORDER_MARK {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      return insert(file, 0, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }
  },
  WINDOWS_LINES {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      String text = new String(file, StandardCharsets.ISO_8859_1);
      return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
  },
  LONG_LINE {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      byte[] filling = new byte[1 << (10 + rng.nextInt(12))];
      Arrays.fill(filling, (byte) (rng.nextInt(2) == 0 ? '7' : ','));
      return insert(file, rng.nextInt(file.length), filling);
    }
  },
  HUGE_HEADER {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      byte[] spoiled = file.clone();
      int at = 4 * rng.nextInt(4);
      for (int i = at; i < at + 4; i++) {
        spoiled[i] = (byte) (rng.nextInt(2) == 0 ? 0x7F : 0xFF);
      }
      return spoiled;
    }
  },
  REPEATED_PIECE {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      int from = rng.nextInt(file.length);
      int to = from + rng.nextInt(file.length - from);
      return insert(file, rng.nextInt(file.length), Arrays.copyOfRange(file, from, to));
    }
  },
  REMOVED_PIECE {
    @Override
    byte[] apply(byte[] file, Rng rng) {
      int from = rng.nextInt(file.length);
      int to = from + rng.nextInt(Math.min(40, file.length - from));
      byte[] tail = Arrays.copyOfRange(file, to, file.length);
      return insert(Arrays.copyOf(file, from), from, tail);
    }
  };

  abstract byte[] apply(byte[] file, Rng rng);

  private static byte[] insert(byte[] file, int at, byte[] piece) {
    byte[] made = Arrays.copyOf(file, file.length + piece.length);
    System.arraycopy(piece, 0, made, at, piece.length);
    System.arraycopy(file, at, made, at + piece.length, file.length - at);
    return made;
  }
}
