package elbolab.reproduce.report;

import java.util.Base64;
import java.util.List;

/** Figures that notebooks recreate, each beside a description of the published one. */
record FiguresPart(List<PublishedFigure> figures, List<Notebook> notebooks, Checkout checkout) {
  String html() {
    StringBuilder html = new StringBuilder(Html.heading(2, "figures", "Figures"));
    html.append(
        "<p>The pictures are those of the committed notebooks. The published ones are described, not copied.</p>\n");
    figures.forEach(figure -> html.append(html(figure)));
    return html.toString();
  }

  private String html(PublishedFigure figure) {
    StringBuilder html =
        new StringBuilder(
            "<section class=\"figure\" id=\"figure-%s\">\n<div>\n<h3>%s, %s</h3>\n"
                .formatted(figure.id(), Html.text(figure.work()), Html.text(figure.place())));
    html.append(
        "<p><strong>Published.</strong> %s</p>\n".formatted(Html.prose(figure.published())));
    if (!figure.remark().isEmpty()) {
      html.append("<p><strong>Here.</strong> %s</p>\n".formatted(Html.prose(figure.remark())));
    }
    html.append("</div>\n<div>\n");
    int before = html.length();
    for (Notebook notebook : notebooks) {
      for (Notebook.Cell cell : notebook.cells()) {
        if (cell.figures().anyMatch(figure.id()::equals)) {
          cell.pictures().forEach(png -> html.append(picture(figure, notebook, png)));
        }
      }
    }
    if (html.length() == before) {
      html.append("<p class=\"note\">No notebook recreates it yet.</p>\n");
    }
    return html.append("</div>\n</section>\n").toString();
  }

  private String picture(PublishedFigure figure, Notebook notebook, byte[] png) {
    return """
        <figure><img alt="%s, %s, recreated" src="data:image/png;base64,%s">
        <figcaption>from %s</figcaption></figure>
        """
        .formatted(
            Html.text(figure.work()),
            Html.text(figure.place()),
            Base64.getEncoder().encodeToString(png),
            Html.link(
                checkout.address("notebooks/" + notebook.name() + ".ipynb"), notebook.name()));
  }
}
