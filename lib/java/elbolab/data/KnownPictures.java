package elbolab.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How pictures of the catalogue are read: JPEG files of an archive in the order of their names, in
 * colour, or an IDX file, in grey. Decoders of JPEG may differ by a grey level between builds of
 * Java.
 *
 * @param images the file with the pictures
 * @param about what is known of each: a CSV file, or an IDX file of labels; empty: their order
 *     alone
 * @param count how many there are; another number is another version
 * @param height of each as it lies in the file; 0 where that differs
 * @param crop the part that is kept: its first row and column, its height and its width; none: all
 * @param side pixels that each is scaled to, both ways; 0: as it is
 * @param note what to know of them
 */
public record KnownPictures(
    String name,
    String title,
    String images,
    String about,
    int count,
    int height,
    int width,
    List<Integer> crop,
    int side,
    String note) {
  private static final int RGB = 3;
  private static final String LABEL = "class";

  public KnownPictures {
    crop = crop == null ? List.of() : List.copyOf(crop);
    note = note == null ? "" : note;
    about = about == null ? "" : about;
  }

  /** The files that they are read from. */
  public List<String> files() {
    return about.isEmpty() ? List.of(images) : List.of(images, about);
  }

  public Pictures load(DataFolder folder) {
    return load(folder, count);
  }

  /** The first of them, where all would need too much memory. */
  public Pictures load(DataFolder folder, int most) {
    Path file = folder.file(images);
    int[] rows = IntStream.range(0, Math.min(most, count)).toArray();
    Table known = about.isEmpty() ? order() : about(folder.file(about));
    known.requireRows(count, about.isEmpty() ? file : folder.file(about));
    Table ofThese = known.select(known.name(), rows);
    return images.endsWith(".zip")
        ? new Pictures(title, RGB, side, side, photographs(file, rows.length), ofThese)
        : new Pictures(title, 1, height, width, drawings(file, rows.length), ofThese);
  }

  private Table order() {
    double[] place = IntStream.range(0, count).mapToDouble(i -> i).toArray();
    return new Table(name, List.of(new NumberColumn("frame", ColumnKind.COUNT, place)), List.of());
  }

  private Table about(Path file) {
    if (about.contains("idx1")) {
      byte[] labels = Idx.read(file, 1).bytes();
      int[] codes = IntStream.range(0, labels.length).map(i -> labels[i]).toArray();
      int most = Arrays.stream(codes).max().orElse(0);
      List<String> levels = IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
      return new Table(
          name,
          List.of(new CategoryColumn(LABEL, ColumnKind.CATEGORICAL, levels, codes)),
          List.of());
    }
    return about.endsWith(".txt") ? attributes(file) : Table.read(file);
  }

  /** CelebA's list: how many there are, the names of the attributes, then a name and ±1 of each. */
  private Table attributes(Path file) {
    try (Scanner text = new Scanner(Gzip.open(file, Csv.MOST_BYTES), StandardCharsets.UTF_8)) {
      int rows = text.nextInt();
      text.nextLine();
      String[] names = text.nextLine().strip().split("\\s+");
      int[][] codes = new int[names.length][rows];
      for (int i = 0; i < rows; i++) {
        text.next();
        for (int[] column : codes) {
          column[i] = text.nextInt() > 0 ? 1 : 0;
        }
      }
      return new Table(
          name,
          IntStream.range(0, names.length)
              .<Column>mapToObj(
                  k -> new CategoryColumn(names[k], ColumnKind.BINARY, List.of("0", "1"), codes[k]))
              .toList(),
          List.of());
    } catch (NoSuchElementException e) {
      throw new DataException(file + ": the list of attributes is cut off", e);
    }
  }

  private List<byte[]> drawings(Path file, int most) {
    Idx all = Idx.read(file, 3);
    if (!Arrays.equals(all.shape(), new int[] {count, height, width})) {
      throw new DataException(
          "%s: expected %d images of %d × %d, found %s"
              .formatted(file, count, height, width, Arrays.toString(all.shape())));
    }
    int n = height * width;
    return IntStream.range(0, most)
        .mapToObj(i -> Arrays.copyOfRange(all.bytes(), i * n, (i + 1) * n))
        .toList();
  }

  private List<byte[]> photographs(Path file, int most) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<ZipEntry> entries = new ArrayList<>();
      zip.stream().filter(entry -> entry.getName().endsWith(".jpg")).forEach(entries::add);
      entries.sort((a, b) -> a.getName().compareTo(b.getName()));
      if (entries.size() != count) {
        throw new DataException(
            "%s: expected %d pictures, found %d".formatted(file, count, entries.size()));
      }
      return entries.subList(0, most).parallelStream()
          .map(entry -> photograph(file, zip, entry))
          .toList();
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] photograph(Path file, ZipFile zip, ZipEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      BufferedImage image =
          ImageIO.read(
              new MemoryCacheImageInputStream(new ByteArrayInputStream(in.readAllBytes())));
      if (image == null) {
        throw new IOException("no JPEG");
      }
      if (height > 0 && (image.getHeight() != height || image.getWidth() != width)) {
        throw new IOException(
            "%d × %d pixels, where %d × %d are expected"
                .formatted(image.getHeight(), image.getWidth(), height, width));
      }
      return scaled(image);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new DataException(file + ", " + entry.getName() + ": " + e.getMessage(), e);
    }
  }

  private byte[] scaled(BufferedImage image) {
    boolean whole = crop.isEmpty();
    int top = whole ? 0 : crop.get(0);
    int left = whole ? 0 : crop.get(1);
    int high = whole ? image.getHeight() : crop.get(2);
    int wide = whole ? image.getWidth() : crop.get(3);
    int[] rgb = image.getRGB(left, top, wide, high, null, 0, wide);
    byte[] planes = new byte[RGB * rgb.length];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) (rgb[i % rgb.length] >> 8 * (2 - i / rgb.length));
    }
    return Resampling.picture(planes, RGB, new Resampling(high, side), new Resampling(wide, side));
  }
}
