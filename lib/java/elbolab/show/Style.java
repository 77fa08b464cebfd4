package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** The house style that all figures share: fonts, greys, and how text is measured and broken. */
final class Style {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x222222);
  static final Color QUIET = new Color(0x666666);
  static final Color RULE = new Color(0x999999);
  static final Color GRID = new Color(0xE4E4E4);
  static final float TITLE = 14;
  static final float LABEL = 12;
  static final float TICK = 11;

  private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);
  private static final Font SANS = sans();

  private Style() {}

  /**
   * DejaVu Sans where it is installed, so that machines with the same fonts draw the same bits,
   * else what Java calls SansSerif.
   */
  private static Font sans() {
    if (System.getProperty("java.awt.headless") == null) {
      // A notebook needs no window, and a DISPLAY that does not answer must not stop a figure.
      System.setProperty("java.awt.headless", "true");
    }
    try {
      Font dejaVu = new Font("DejaVu Sans", Font.PLAIN, 12);
      boolean there = dejaVu.getFamily().equals("DejaVu Sans");
      Font font = there ? dejaVu : new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      font.getStringBounds("x", MEASURE);
      return font;
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new UnsupportedOperationException(
          "Java finds no fonts to label figures with; install some: apt-get install"
              + " fonts-dejavu-core (Debian), dnf install dejavu-sans-fonts (Fedora)",
          e);
    }
  }

  static Font font(float size) {
    return SANS.deriveFont(size);
  }

  static Font bold(float size) {
    return SANS.deriveFont(Font.BOLD, size);
  }

  static double width(String text, Font font) {
    return font.getStringBounds(text, MEASURE).getWidth();
  }

  static double lineHeight(Font font) {
    return font.getLineMetrics("Ág", MEASURE).getHeight();
  }

  /** The largest size up to the font's own at which the text is no wider than {@code room}. */
  static Font fit(String text, Font font, double room) {
    double width = width(text, font);
    return width <= room ? font : font.deriveFont((float) (font.getSize2D() * room / width));
  }

  /** Breaks the text between words into lines no wider than {@code room}, where words allow it. */
  static List<String> lines(String text, Font font, double room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (line.length() > 0 && width(line + " " + word, font) > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** A name for the legend, on as many lines as it needs. */
  static String wrapped(String name, double room) {
    return String.join("\n", lines(name, font(TICK), room));
  }

  /** Text in the current font and colour, on a rim of paper so that lines below do not cut it. */
  static void halo(Graphics2D g, String text, double x, double baseline) {
    if (text.isEmpty()) {
      return;
    }
    Shape outline =
        g.getFont().createGlyphVector(MEASURE, text).getOutline((float) x, (float) baseline);
    Color ink = g.getColor();
    g.setColor(new Color(255, 255, 255, 220));
    g.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(outline);
    g.setColor(ink);
    g.drawString(text, (float) x, (float) baseline);
  }

  /** A canvas of {@code scale} pixels to the unit, blank and smooth. */
  static Graphics2D canvas(BufferedImage image, int scale) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(scale, scale);
    g.setColor(PAPER);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    return g;
  }
}
