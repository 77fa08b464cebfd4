package elbolab.reproduce.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import elbolab.data.Catalogue;
import elbolab.data.DataFile;
import elbolab.data.DataSet;
import elbolab.math.Equation;
import elbolab.nn.WholeFile;
import elbolab.reproduce.Claim;
import elbolab.reproduce.ClaimTable;
import elbolab.reproduce.Claims;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Experiments;
import elbolab.reproduce.Quantity;
import elbolab.reproduce.Result;
import elbolab.reproduce.Run;
import elbolab.reproduce.Verdicts;
import elbolab.show.Png;
import elbolab.show.Sheet;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The page that shows every claim: overview, tables, figures, audit, equations, environment. The
 * template {@code report.html} asks this class for its parts by name. The page has no clock of its
 * own, so that the same results give the same page.
 */
public final class Report {
  private final Verdicts verdicts;
  private final List<ClaimTable> tables = Claims.tables();
  private final Map<String, Tally> tallies;
  private final Checkout checkout;

  /**
   * @param top folder of the checkout
   * @param page folder of the page
   */
  public Report(Verdicts verdicts, Path top, Path page) {
    this.verdicts = verdicts;
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
    return all().total() + " claims: " + all();
  }

  String html() throws IOException {
    try (Reader template = resource("report.html")) {
      return Mustache.compiler()
          .withEscaper(
              Escapers.simple(
                  new String[][] {
                    {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"},
                  }))
          .withLoader(Report::resource)
          .nullValue("")
          .emptyStringIsFalse(true)
          .compile(template)
          .execute(this);
    }
  }

  private static Reader resource(String name) {
    return new InputStreamReader(Report.class.getResourceAsStream(name), StandardCharsets.UTF_8);
  }

  /** Text with {@code `code`} and {@code $TeX$}, which the page sets when it is opened. */
  Mustache.Lambda prose() {
    return (text, out) -> out.write(text.execute().replaceAll("`([^`]+)`", "<code>$1</code>"));
  }

  /** A name as part of an address: letters, digits and a few signs stay. */
  Mustache.Lambda anchor() {
    return (name, out) -> out.write(name.execute().replaceAll("[^\\p{Alnum}._/-]+", "-"));
  }

  /** A paper with its tables. */
  record Paper(String name, Tally tally, List<TableSection> tables) {}

  List<Paper> papers() {
    List<Paper> papers = new ArrayList<>();
    tallies.forEach((name, tally) -> papers.add(new Paper(name, tally, sections(name))));
    return papers;
  }

  private List<TableSection> sections(String paper) {
    return tables.stream()
        .filter(table -> table.published().paper().equals(paper))
        .map(table -> TableSection.of(table, verdicts))
        .toList();
  }

  Tally all() {
    return Tally.sum(tallies.values());
  }

  String errors() {
    return "%.0f".formatted(Claim.STANDARD_ERRORS);
  }

  /** When and with what the results were computed. */
  record Origin(int files, String when, String versions) {}

  List<Origin> origin() {
    TreeSet<String> days = new TreeSet<>();
    TreeSet<String> versions = new TreeSet<>();
    for (Result result : verdicts.results().all()) {
      for (Run run : result.runs()) {
        days.add(run.began().substring(0, 10));
        versions.add("elbolab %s, Java %s".formatted(run.elbolab(), run.java()));
      }
    }
    if (days.isEmpty()) {
      return List.of();
    }
    String when =
        days.first().equals(days.last()) ? days.first() : days.first() + " to " + days.last();
    return List.of(new Origin(verdicts.results().all().size(), when, String.join("; ", versions)));
  }

  /** A figure beside the pictures of the notebooks that recreate it. */
  record Figure(PublishedFigure published, List<Picture> pictures) {}

  record Picture(String notebook, String address, String base64) {}

  List<Figure> figures() throws IOException {
    List<Notebook> notebooks = Notebook.all(checkout.top());
    List<Figure> figures = new ArrayList<>();
    for (PublishedFigure figure : PublishedFigure.all()) {
      List<Picture> pictures = new ArrayList<>();
      for (Notebook notebook : notebooks) {
        notebook.cells().stream()
            .filter(figure::isDrawnBy)
            .flatMap(cell -> cell.pictures().stream())
            .map(png -> Base64.getEncoder().encodeToString(Png.small(png)))
            .forEach(
                png -> pictures.add(new Picture(notebook.name(), address(notebook.name()), png)));
      }
      figures.add(new Figure(figure, pictures));
    }
    return figures;
  }

  private String address(String notebook) {
    return checkout.address("notebooks/" + notebook + ".ipynb");
  }

  /** Defects of one work. */
  record Audit(String work, List<Defect> defects) {}

  record Defect(AuditItem item, Checkout.SourceLink proof, String notebookAddress) {}

  List<Audit> audits() throws IOException {
    List<AuditItem> items = AuditItem.all();
    List<Audit> audits = new ArrayList<>();
    for (String work : items.stream().map(AuditItem::work).distinct().toList()) {
      List<Defect> defects = new ArrayList<>();
      for (AuditItem item : items) {
        if (item.work().equals(work)) {
          Checkout.SourceLink proof =
              checkout.source("tests/java", item.testClass(), item.testMethod(), "");
          defects.add(new Defect(item, proof, address(item.notebook())));
        }
      }
      audits.add(new Audit(work, defects));
    }
    return audits;
  }

  int defects() {
    return AuditItem.all().size();
  }

  /** The equations of one paper, or of all that are not recreated. */
  record Equations(String name, String id, List<Listed> listed) {}

  record Listed(EquationEntry entry, Checkout.SourceLink code, Checkout.SourceLink test) {
    /** The paper's name where the heading does not say it. */
    String paper() {
      Equation.Paper paper = entry.equation().paper();
      return paper.isRecreated() ? "" : paper.title() + ", ";
    }
  }

  List<Equations> equations() throws IOException {
    List<Listed> all = new ArrayList<>();
    for (EquationEntry entry : EquationEntry.all()) {
      all.add(
          new Listed(
              entry,
              checkout.source("lib/java", entry.type().getName(), entry.member(), "@Equation"),
              checkout.source("tests/java", entry.testClass(), entry.testMethod(), "")));
    }
    List<Equations> equations = new ArrayList<>();
    for (Equation.Paper paper : Equation.Paper.values()) {
      if (paper.isRecreated()) {
        equations.add(
            new Equations(paper.title(), paper.name().toLowerCase(Locale.ROOT), of(paper, all)));
      }
    }
    List<Listed> others = all.stream().filter(listed -> !listed.paper().isEmpty()).toList();
    equations.add(new Equations("Other publications", "others", others));
    return equations;
  }

  private static List<Listed> of(Equation.Paper paper, List<Listed> all) {
    return all.stream().filter(listed -> listed.entry.equation().paper() == paper).toList();
  }

  String elbolab() {
    return Run.version();
  }

  String java() {
    return Runtime.version().toString();
  }

  /** Everything that was computed, whether it answers a claim or not. */
  record Computed(TableSection.Evidence evidence, int numbers, String table) {}

  List<Computed> computed() {
    List<Computed> computed = new ArrayList<>();
    for (Result result : verdicts.results().all()) {
      Map<Quantity, double[]> numbers = Quantity.of(result);
      String table = Quantity.table(numbers).toHtml();
      computed.add(new Computed(TableSection.evidence(result), numbers.size(), table));
    }
    return computed;
  }

  /** What an experiment's numbers say beside the claims. */
  record Findings(Experiment experiment, List<String> sheets) {}

  List<Findings> findings() {
    List<Findings> findings = new ArrayList<>();
    for (Experiment experiment : verdicts.experiments()) {
      List<String> sheets =
          Experiments.findings(experiment, verdicts.results()).stream().map(Sheet::toHtml).toList();
      if (!sheets.isEmpty()) {
        findings.add(new Findings(experiment, sheets));
      }
    }
    return findings;
  }

  int dataSets() {
    return Catalogue.all().size();
  }

  String dataSetTable() {
    Sheet sheet = Sheet.columns("data set", "what", "file", "SHA-256");
    for (DataSet set : Catalogue.all()) {
      for (DataFile file : set.files()) {
        sheet.row(
            set.name(),
            set.title(),
            file.path(),
            file.hasKnownDigest() ? file.sha256() : "not known");
      }
    }
    return sheet.toHtml();
  }
}
