package elbolab.reproduce.sweep;

import elbolab.nn.WholeFile;
import elbolab.show.Figure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;

/** What came out of a sweep as the body of a page, around which the workbench puts the frame. */
record SweepPage(Outcomes outcomes, Path folder) {

  void write() throws IOException {
    String html =
        "<h1>%s</h1>%n<p>%s A click on the name of a column sorts by it.</p>%n%s%n%s%n%s%n"
            .formatted(
                escape(outcomes.title()),
                escape(outcomes.sentence()),
                picture(outcomes.parallel(), "a line for each setting"),
                picture(outcomes.responses(), "the metric against each option"),
                "<div class=\"sortable\">" + outcomes.table().toHtml() + "</div>");
    WholeFile.write(folder.resolve("body.html"), html.getBytes(StandardCharsets.UTF_8));
  }

  private static String picture(Figure<?> figure, String what) throws IOException {
    BufferedImage image = figure.toImage();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return "<p><img alt=\"%s\" width=\"%d\" src=\"data:image/png;base64,%s\"></p>"
        .formatted(what, figure.width(), Base64.getEncoder().encodeToString(png.toByteArray()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
