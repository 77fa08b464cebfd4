package elbolab.reproduce.report;

import java.nio.file.Path;

/**
 * The project's files as the page links to them.
 *
 * @param top of the checkout
 * @param page folder of the page
 */
record Checkout(Path top, Path page) {
  Checkout {
    top = top.toAbsolutePath().normalize();
    page = page.toAbsolutePath().normalize();
  }

  /** The address of a file, from the page. */
  String address(String file) {
    return page.relativize(top.resolve(file)).toString().replace('\\', '/').replace(" ", "%20");
  }

  /** A link to a line, whose text says the line to those whose viewer does not jump there. */
  String link(Declared declared) {
    return "<a href=\"%s#L%d\"><code>%s</code></a>&#8239;<small>:%d</small>"
        .formatted(
            Html.text(address(declared.file())),
            declared.line(),
            Html.text(declared.name()).replaceAll("(?<=[a-z.])(?=[A-Z])|(?<=\\.)", "<wbr>"),
            declared.line());
  }
}
