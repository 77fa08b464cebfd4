package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  @TempDir Path folder;

  private DataFolder data() {
    return new DataFolder(List.of(folder), folder);
  }

  /** An archive of JPEG files, each of one colour but for a stripe at the left. */
  private void archive(String path, int height, int width, Color... colours) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = colours.length - 1; i >= 0; i--) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colours[i]);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.BLACK);
        g.fillRect(0, 0, 8, height);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        zip.putNextEntry(new ZipEntry("pictures/%06d.jpg".formatted(i + 1)));
        zip.write(jpeg.toByteArray());
      }
    }
  }

  private static KnownPictures known(String about, List<Integer> crop) {
    return new KnownPictures("made", "Made", "made/images.zip", about, 2, 40, 32, crop, 16, null);
  }

  @Test
  void photographsComeInTheOrderOfTheirNamesCutAndScaled() throws IOException {
    archive("made/images.zip", 40, 32, new Color(200, 40, 60), new Color(20, 120, 220));
    Files.writeString(folder.resolve("made/about.csv"), "image,Smiling\na.jpg,yes\nb.jpg,no\n");
    Pictures made = known("made/about.csv", List.of(4, 8, 24, 24)).load(data());
    assertArrayEquals(new int[] {3, 16, 16}, made.shape());
    float[] first = made.floats(0);
    float[] second = made.floats(1);
    int middle = 8 * 16 + 8;
    double[] expected = {200, 40, 60, 20, 120, 220};
    for (int c = 0; c < 3; c++) {
      assertEquals(expected[c] / 255, first[c * 256 + middle], 0.02, "channel " + c);
      assertEquals(expected[3 + c] / 255, second[c * 256 + middle], 0.02, "channel " + c);
    }
    // The stripe of the 8 first columns is cut away; without the cut it is there.
    assertTrue(first[middle - 8] > 0.5, "no stripe: " + first[middle - 8]);
    Pictures whole = known("made/about.csv", null).load(data());
    assertTrue(whole.floats(0)[middle - 8] < 0.1, "the stripe");
    assertArrayEquals(new int[] {0}, made.where("Smiling", "yes"));
    assertArrayEquals(second, made.select(made.where("Smiling", "no")).floats(0));
  }

  @Test
  void celebasListOfAttributesIsRead() throws IOException {
    archive("made/images.zip", 40, 32, Color.RED, Color.BLUE);
    Files.writeString(
        folder.resolve("made/list.txt"),
        "2\nBald Male Young \n000001.jpg -1  1  1\n000002.jpg  1 -1  1\n");
    Pictures made = known("made/list.txt", null).load(data());
    assertArrayEquals(new int[] {1}, made.where("Bald", "1"));
    assertArrayEquals(new int[] {0}, made.where("Male", "1"));
    assertArrayEquals(new int[] {0, 1}, made.where("Young", "1"));
    assertEquals(1, known("made/list.txt", null).load(data(), 1).size());
  }

  @Test
  void errorsNameTheFileAndWhatIsWrong() throws IOException {
    archive("made/images.zip", 40, 30, Color.RED, Color.BLUE);
    Files.writeString(folder.resolve("made/list.txt"), "2\nBald\n1.jpg 1\n2.jpg 1\n");
    String size = message(() -> known("made/list.txt", null).load(data()));
    assertTrue(size.contains("images.zip") && size.contains("40 × 30"), size);
    Files.writeString(folder.resolve("made/list.txt"), "2\nBald\n1.jpg 1\n2.jpg\n");
    String cut = message(() -> known("made/list.txt", null).load(data()));
    assertTrue(cut.contains("list.txt") && cut.contains("cut off"), cut);
    String missing = message(() -> Catalogue.pictures("celeba").load(data()));
    assertTrue(missing.contains("celeba/img_align_celeba.zip"), missing);
    assertTrue(message(() -> Catalogue.pictures("celebs")).contains("celeba"));
  }

  private static String message(org.junit.jupiter.api.function.Executable what) {
    return assertThrows(DataException.class, what).getMessage();
  }

  /** A grey stays, a slope stays a slope, and so many pixels as before are those of before. */
  @Test
  void resamplingKeepsWhatItMust() {
    int height = 9;
    int width = 30;
    byte[] slope = new byte[height * width];
    byte[] grey = new byte[height * width];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = (byte) (8 * (i % width));
      grey[i] = (byte) 171;
    }
    Pictures both =
        new Pictures(
            "both",
            1,
            height,
            width,
            List.of(slope, grey),
            new Table(
                "t", List.of(new NumberColumn("n", ColumnKind.REAL, new double[2])), List.of()));
    assertArrayEquals(slope, both.resized(height, width).bytes().get(0));
    Pictures small = both.resized(6, 20);
    for (byte value : small.bytes().get(1)) {
      assertEquals((byte) 171, value);
    }
    // A pixel i of 20 lies at 1.5 i + 0.25 of the old ones; at the ends the triangle is cut.
    byte[] line = Arrays.copyOf(small.bytes().get(0), 20);
    IntStream.range(1, 19).forEach(i -> assertEquals(8 * (1.5 * i + 0.25), line[i] & 0xFF, 0.51));
    // Twice as many: between two old ones a quarter of the way, as bilinear interpolation has it.
    byte[] wide = both.resized(height, 60).bytes().get(0);
    IntStream.range(2, 58).forEach(i -> assertEquals(8 * ((i - 0.5) / 2), wide[i] & 0xFF, 0.51));
  }

  @Test
  void setsStandBehindEachOther() {
    Pictures digits = Pictures.of(GeneratedDigits.draw(5, 1).images());
    Pictures others = Pictures.of(GeneratedDigits.draw(3, 2).images());
    Pictures both = digits.with(others);
    assertEquals(8, both.size());
    assertArrayEquals(others.floats(2), both.floats(7));
    assertArrayEquals(GeneratedDigits.draw(5, 1).images().floats(4, 5), both.floats(4));
    assertTrue(message(() -> digits.with(others.resized(14, 14))).contains("resized"));
  }

  @Test
  void realFacesHaveTheirKnownAttributes() {
    DataFolder there = RealData.folderWith("celeba_10k/images.zip", "celeba_10k/attributes.csv");
    Pictures faces = Catalogue.pictures("celeba_10k").load(there, 400);
    assertEquals(400, faces.size());
    Table all = Table.read(there.file("celeba_10k/attributes.csv"));
    assertEquals(4217, all.categories("Male").count("1"));
    assertEquals(2432, all.categories("Black_Hair").count("1"));
    assertEquals(1452, all.categories("Blond_Hair").count("1"));
    // Above the forehead blond hair is brighter than black hair.
    double blond = top(faces, faces.where("Blond_Hair", "1"));
    double black = top(faces, faces.where("Black_Hair", "1"));
    assertTrue(blond > black + 0.1, blond + " against " + black);
  }

  private static double top(Pictures faces, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      float[] pixels = faces.floats(row);
      for (int x = 24; x < 40; x++) {
        sum += pixels[4 * 64 + x] / 16 / rows.length;
      }
    }
    return sum;
  }

  @Test
  void realDrawingsOfKnownFactors() {
    DataFolder there =
        RealData.folderWith(
            "coil20/coil20_images_1440x32x32.idx3-ubyte.gz", "usps/usps-test-images-idx3-ubyte.gz");
    Pictures turns = Catalogue.pictures("coil20").load(there);
    // A turn of 5 degrees changes an object less than another object does.
    assertTrue(distance(turns, 0, 1) < distance(turns, 0, 72));
    Pictures digits = Catalogue.pictures("usps_test").load(there);
    assertEquals(359, digits.where("class", "0").length, "zeros of the test part");
  }

  private static double distance(Pictures pictures, int a, int b) {
    float[] one = pictures.floats(a);
    float[] other = pictures.floats(b);
    return IntStream.range(0, one.length).mapToDouble(i -> Math.pow(one[i] - other[i], 2)).sum();
  }

  /** Without a table about them, pictures know their place in the order. */
  @Test
  void theFreyFacesAreAFilm() {
    DataFolder real = RealData.folderWith("frey_faces/frey_images_1965x28x20.idx3-ubyte.gz");
    Pictures film = Catalogue.pictures("frey-faces").load(real);
    assertEquals(1965, film.size());
    assertArrayEquals(new int[] {1, 28, 20}, film.shape());
    assertEquals(1964, film.about().numbers("frame")[1964]);
    // One frame is nearer to the next than to one a second later: their order is that of a film.
    double next = 0;
    double later = 0;
    for (int i = 0; i + 25 < 1965; i += 7) {
      next += distance(film.floats(i), film.floats(i + 1));
      later += distance(film.floats(i), film.floats(i + 25));
    }
    assertTrue(next < later / 2, next + " and " + later);
  }

  private static double distance(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
  }
}
