package elbolab.reproduce.report;

import java.util.List;

/** The defects that were found in papers and public code, each with its runnable proof. */
record AuditPart(List<AuditItem> items, List<Declared> tests, Checkout checkout) {
  String html() {
    StringBuilder html = new StringBuilder(Html.heading(2, "audit", "Audit"));
    html.append(
        "<p>%d places where a paper or its public code does not hold as it stands. Each has a test that anybody can run: <code>environment/workbench test NAME</code>.</p>\n"
            .formatted(items.size()));
    for (String work : items.stream().map(AuditItem::work).distinct().toList()) {
      html.append(Html.heading(3, "audit-" + Html.id(work), work));
      items.stream().filter(item -> item.work().equals(work)).map(this::item).forEach(html::append);
    }
    return html.toString();
  }

  private String item(AuditItem item) {
    StringBuilder html =
        new StringBuilder(
            "<article class=\"audit\" id=\"%s\">\n<h4>%s <a class=\"self\" href=\"#%s\"><code>%s</code></a></h4>\n<dl>\n"
                .formatted(item.id(), Html.prose(item.place()), item.id(), item.id()));
    entry(html, "there", Html.prose(item.claim()));
    entry(html, "instead", Html.prose(item.holds()));
    entry(html, "shown by", Html.prose(item.shown()));
    entry(html, "proof", proof(item));
    if (!item.notebook().isEmpty()) {
      entry(html, "notebook", notebook(item));
    }
    return html.append("</dl>\n</article>\n").toString();
  }

  private static void entry(StringBuilder html, String name, String value) {
    html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(name, value));
  }

  private String proof(AuditItem item) {
    return tests.stream()
        .filter(test -> test.file().equals(item.testFile()))
        .filter(test -> test.member().equals(item.testMethod()))
        .findFirst()
        .map(checkout::link)
        .orElse("<code>" + item.test() + "</code>");
  }

  private String notebook(AuditItem item) {
    String file = "notebooks/" + item.notebook() + ".ipynb";
    return "%s, “%s”"
        .formatted(Html.link(checkout.address(file), item.notebook()), Html.prose(item.heading()));
  }
}
