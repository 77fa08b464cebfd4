package elbolab.data;

import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Photographs and drawings of one size, in grey or colour, and a table of what is known of each.
 *
 * <pre>{@code
 * Pictures faces = Catalogue.pictures("celeba_10k").load(DataFolder.standard());
 * Pictures glasses = faces.select(faces.where("Eyeglasses", "1"));
 * }</pre>
 *
 * @param channels 1 of grey, 3 of red, green and blue
 * @param bytes of each picture, channel by channel, row by row
 * @param about a row for each picture
 */
public record Pictures(
    String name, int channels, int height, int width, List<byte[]> bytes, Table about)
    implements Dataset {
  public Pictures {
    bytes = List.copyOf(bytes);
    if (bytes.isEmpty() || bytes.size() != about.rows()) {
      throw new DataException(
          "%s: %d pictures, and %d rows about them".formatted(name, bytes.size(), about.rows()));
    }
    for (byte[] picture : bytes) {
      if (picture.length != channels * height * width) {
        throw new DataException(
            "%s: a picture of %d numbers, where %d × %d × %d are expected"
                .formatted(name, picture.length, channels, height, width));
      }
    }
  }

  /** Grey images, and their class about each. */
  public static Pictures of(ImageSet images) {
    int n = images.pixelsPerImage();
    CategoryColumn classes =
        new CategoryColumn("class", ColumnKind.CATEGORICAL, images.classNames(), images.labels());
    return new Pictures(
        images.name(),
        1,
        images.height(),
        images.width(),
        IntStream.range(0, images.size())
            .mapToObj(i -> Arrays.copyOfRange(images.pixels(), i * n, (i + 1) * n))
            .toList(),
        new Table(images.name(), List.of(classes), List.of()));
  }

  /** These pictures and behind them others of their size; what is known is only whose they are. */
  public Pictures with(Pictures others) {
    if (!Arrays.equals(shape(), others.shape())) {
      throw new DataException(
          "%s of %s and %s of %s: give them one size with resized"
              .formatted(
                  name, Arrays.toString(shape()), others.name, Arrays.toString(others.shape())));
    }
    int[] codes = new int[size() + others.size()];
    Arrays.fill(codes, size(), codes.length, 1);
    String both = name + " and " + others.name;
    CategoryColumn from =
        new CategoryColumn("from", ColumnKind.CATEGORICAL, List.of(name, others.name), codes);
    return new Pictures(
        both,
        channels,
        height,
        width,
        Stream.concat(bytes.stream(), others.bytes.stream()).toList(),
        new Table(both, List.of(from), List.of()));
  }

  @Override
  public int size() {
    return bytes.size();
  }

  @Override
  public int[] shape() {
    return new int[] {channels, height, width};
  }

  /** Numbers in [0, 1]. */
  @Override
  public Observed rows(int... rows) {
    return Observed.complete(Tensor.of(floats(rows), rows.length, channels, height, width));
  }

  /** The same in an array, one picture after the other. */
  public float[] floats(int... rows) {
    int n = features();
    float[] values = new float[rows.length * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes.get(rows[i / n])[i % n] & 0xFF) / 255f;
    }
    return values;
  }

  @Override
  public Pictures select(int... chosen) {
    return new Pictures(
        name,
        channels,
        height,
        width,
        Arrays.stream(chosen).mapToObj(bytes::get).toList(),
        about.select(about.name(), chosen));
  }

  /** Pictures {@code from} to {@code to}, not included. */
  public Pictures range(int from, int to) {
    return select(IntStream.range(from, to).toArray());
  }

  /** The pictures of which the table says this. */
  public int[] where(String column, String level) {
    CategoryColumn kinds = about.categories(column);
    int wanted = kinds.levels().indexOf(level);
    if (wanted < 0) {
      throw new DataException(
          "%s: no picture whose %s is %s, but %s"
              .formatted(name, column, Quote.of(level), kinds.levels()));
    }
    return IntStream.range(0, size()).filter(i -> kinds.codes()[i] == wanted).toArray();
  }

  /** These pictures with another number of pixels. */
  public Pictures resized(int newHeight, int newWidth) {
    Resampling rows = new Resampling(height, newHeight);
    Resampling columns = new Resampling(width, newWidth);
    return new Pictures(
        name,
        channels,
        newHeight,
        newWidth,
        bytes.parallelStream()
            .map(picture -> Resampling.picture(picture, channels, rows, columns))
            .toList(),
        about);
  }
}
