package elbolab.reproduce.report;

import elbolab.nn.WholeFile;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Claims;
import elbolab.reproduce.Verdicts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page that shows every claim: overview, tables, figures, audit, equations, environment. It has
 * no clock of its own, so that the same results give the same page.
 */
public final class Report {
  private final Verdicts verdicts;
  private final List<ClaimTable> tables;
  private final Map<String, Tally> tallies;
  private final Checkout checkout;

  /**
   * @param top folder of the checkout
   * @param page folder of the page
   */
  public Report(Verdicts verdicts, Path top, Path page) {
    this.verdicts = verdicts;
    tables = Claims.tables();
    tallies = Tally.byPaper(tables, verdicts);
    checkout = new Checkout(top, page);
  }

  /** Writes {@code body.html}, what stands inside of the page's frame, and returns its path. */
  public Path write() throws IOException {
    Path file = checkout.page().resolve("body.html");
    Files.createDirectories(checkout.page());
    WholeFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /** What the page says, in a line. */
  public String summary() {
    Tally all = Tally.sum(tallies.values());
    return all.total() + " claims: " + all;
  }

  String html() throws IOException {
    List<Declared> tests = Sources.below(checkout.top(), "tests/java");
    EquationIndex equations = EquationIndex.of(checkout.top());
    List<Notebook> notebooks = Notebook.all(checkout.top());
    return """
        <h1>Published and obtained</h1>
        <p class="lead">Every number of the papers that this workbench recreates, beside what came out of
        it. A number that does not reproduce is shown as such; nothing was tuned until it fitted.</p>
        """
        + contents()
        + new OverviewPart(tallies, verdicts.results().all()).html()
        + Html.heading(2, "tables", "Tables")
        + papers()
        + new FiguresPart(PublishedFigure.all(), notebooks, checkout).html()
        + new AuditPart(AuditItem.all(), tests, checkout).html()
        + new EquationsPart(equations, checkout).html()
        + new EnvironmentPart(verdicts.results().all()).html();
  }

  private String contents() {
    String papers =
        tallies.keySet().stream()
            .map(paper -> "<li>" + Html.link("#paper-" + Html.id(paper), paper) + "</li>\n")
            .collect(Collectors.joining());
    return """
        <nav aria-label="Contents">
        <ul>
        <li><a href="#overview">Overview</a></li>
        <li><a href="#tables">Tables</a></li>
        <li><a href="#figures">Figures</a></li>
        <li><a href="#audit">Audit</a></li>
        <li><a href="#equations">Equations</a></li>
        <li><a href="#environment">Environment</a></li>
        </ul>
        <ul aria-label="Tables of">
        %s</ul>
        </nav>
        """
        .formatted(papers);
  }

  private String papers() {
    Evidence evidence = new Evidence(verdicts);
    StringBuilder html = new StringBuilder();
    for (String paper : tallies.keySet()) {
      html.append(Html.heading(3, "paper-" + Html.id(paper), paper));
      tables.stream()
          .filter(table -> table.published().paper().equals(paper))
          .map(table -> part(table, evidence).html())
          .forEach(html::append);
    }
    return html.toString();
  }

  private TablePart part(ClaimTable table, Evidence evidence) {
    return new TablePart(table, verdicts.cards(table.claims()), evidence.behind(table));
  }
}
