package elbolab.reproduce.report;

import java.util.List;
import java.util.stream.Collectors;

/** From each equation to the method that implements it and the tests that check it. */
record EquationsPart(EquationIndex index, Checkout checkout) {
  private static final int TESTS_SHOWN = 3;

  String html() {
    StringBuilder html = new StringBuilder(Html.heading(2, "equations", "Equations"));
    html.append(
        """
        <p>One equation, one method, one test. This list was read from the comments of the sources when
        the page was made; links lead to the files of the checkout that the page lies in, and the number
        behind each is the line (<code>#L12</code> in the address jumps there where the viewer can).</p>
        """);
    for (Publication work : index.works()) {
      if (work.recreated()) {
        html.append(Html.heading(3, "equations-" + Html.id(work.name()), work.title()));
        html.append(folded(index.of(work)));
      }
    }
    List<EquationIndex.Entry> others =
        index.entries().stream().filter(entry -> !entry.work().recreated()).toList();
    html.append(Html.heading(3, "equations-others", "Other publications"));
    html.append(folded(others));
    return html.toString();
  }

  private String folded(List<EquationIndex.Entry> entries) {
    String list =
        entries.stream()
            .map(this::item)
            .collect(Collectors.joining("", "<ul class=\"equations\">\n", "</ul>\n"));
    return Html.folded(false, entries.size() + " places in the code", list);
  }

  private String item(EquationIndex.Entry entry) {
    String labels =
        entry.citations().stream().map(Citation::label).collect(Collectors.joining(", "));
    String work = entry.work().recreated() ? "" : Html.text(entry.work().name()) + ", ";
    return "<li><strong>%s%s</strong><div>%s<br>%s, tested by %s</div></li>\n"
        .formatted(
            work,
            labels,
            Html.text(Javadoc.opening(entry.declared().comment())),
            checkout.link(entry.declared()),
            tests(entry.tests()));
  }

  private String tests(List<Declared> tests) {
    if (tests.isEmpty()) {
      return "nothing that was found";
    }
    String shown =
        tests.stream().limit(TESTS_SHOWN).map(checkout::link).collect(Collectors.joining(", "));
    int more = tests.size() - TESTS_SHOWN;
    return more > 0 ? "%s and %d more".formatted(shown, more) : shown;
  }
}
