package elbolab.show;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Figures one after another, again and again, as an animated GIF of at most 200 kB. Notebooks have
 * no output of that type, so that it stands in HTML, which every page shows.
 *
 * <pre>{@code
 * show(Animation.of("A digit moves", 4, figures));
 * }</pre>
 *
 * @param words what is said where no image can be shown
 */
public record Animation(String words, byte[] gif) {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  private static final int HUNDREDTHS = 100;
  private static final int COLOURS = 256;

  public Animation {
    if (gif.length > Png.LIMIT) {
      throw new IllegalArgumentException(
          "%s: a GIF of %,d bytes, more than %,d: fewer figures, or smaller ones"
              .formatted(words, gif.length, Png.LIMIT));
    }
  }

  /** Figures of one size, so many a second. */
  public static Animation of(String words, double perSecond, List<? extends Figure<?>> figures) {
    if (figures.isEmpty() || !(perSecond > 0)) {
      throw new IllegalArgumentException(
          "%d figures at %s a second: there is nothing to show"
              .formatted(figures.size(), perSecond));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      int delay = (int) Math.max(1, Math.round(HUNDREDTHS / perSecond));
      for (Figure<?> figure : figures) {
        BufferedImage image = MedianCut.reduce(Png.half(figure.toImage()));
        writer.writeToSequence(new IIOImage(image, null, timed(writer, image, delay)), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode the images", e);
    } finally {
      writer.dispose();
    }
    return new Animation(words, bytes.toByteArray());
  }

  /** How long an image stays, and that the first comes behind the last. */
  private static IIOMetadata timed(ImageWriter writer, BufferedImage image, int delay)
      throws IIOInvalidTreeException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode control =
        (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
    control.setAttribute("delayTime", Integer.toString(delay));
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(loop);
    root.appendChild(extensions);
    root.appendChild(colours((IndexColorModel) image.getColorModel()));
    metadata.setFromTree(FORMAT, root);
    return metadata;
  }

  /** Each image's own colours: the writer would take those of a web page. */
  private static IIOMetadataNode colours(IndexColorModel palette) {
    IIOMetadataNode table = new IIOMetadataNode("LocalColorTable");
    table.setAttribute("sizeOfLocalColorTable", Integer.toString(COLOURS));
    table.setAttribute("sortFlag", "FALSE");
    for (int i = 0; i < COLOURS; i++) {
      int rgb = i < palette.getMapSize() ? palette.getRGB(i) : 0;
      IIOMetadataNode entry = new IIOMetadataNode("ColorTableEntry");
      entry.setAttribute("index", Integer.toString(i));
      entry.setAttribute("red", Integer.toString(rgb >> 16 & 0xFF));
      entry.setAttribute("green", Integer.toString(rgb >> 8 & 0xFF));
      entry.setAttribute("blue", Integer.toString(rgb & 0xFF));
      table.appendChild(entry);
    }
    return table;
  }

  /** The one that was saved. */
  public static Animation read(String words, Path file) {
    try {
      return new Animation(words, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    }
  }

  public void save(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, gif);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e, e);
    }
  }

  /** What {@code show} shows. */
  public String toHtml() {
    return "<img alt=\"%s\" src=\"data:image/gif;base64,%s\"/>"
        .formatted(
            words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"),
            Base64.getEncoder().encodeToString(gif));
  }

  @Override
  public String toString() {
    return "%s (animated, %,d bytes)".formatted(words, gif.length);
  }
}
