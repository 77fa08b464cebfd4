package elbolab.reproduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.reproduce.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report's body, from results of dice that stand in for three claims. */
class ReportTest {
  private static final Path TOP = Path.of("").toAbsolutePath();
  private static final String REPRODUCED = "hhvaem-5.1/VAEM/bank"; // printed 2.84 with std 0.07
  private static final String DIFFERS = "hhvaem-5.1/VAEM/avocado"; // printed 1.89 with std 0.01
  private static final String NOT_COMPARABLE = "deepdive-3/DeepDIVE/24";
  private static final Pattern TAG =
      Pattern.compile("<(?<end>/?)(?<name>\\w+)(?<rest>[^<>]*)>", Pattern.DOTALL);
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");

  @TempDir static Path page;
  private static String html;

  @BeforeAll
  static void write() throws IOException {
    Experiment dice =
        DiceExperiment.at(
            Scale.PAPER,
            ClaimMetric.of(REPRODUCED, "fair", "one", "mean"),
            ClaimMetric.of(DIFFERS, "fair", "one", "mean"),
            ClaimMetric.of(NOT_COMPARABLE, "fair", "one", "mean")
                .butNotComparable("dice <are> not \"electricity\""));
    List<UnitResult> units =
        LongStream.rangeClosed(1, 5)
            .mapToObj(
                s -> UnitResult.of(Unit.of("fair", "one", s), Map.of("mean", 2.84 + s / 100.0)))
            .toList();
    Result none = Result.of(dice);
    Run run = Run.here("2026-01-02T03:04:05Z", 6, 5, null);
    Result result =
        new Result(
            none.experiment(), none.scale(), none.settings(), new TreeMap<>(), units, List.of(run));
    Verdicts verdicts = new Verdicts(List.of(dice), new Results(List.of(result)));
    html = Files.readString(new Report(verdicts, TOP, page).write());
  }

  private static List<String> all(Pattern pattern) {
    return pattern.matcher(html).results().map(match -> match.group(1)).toList();
  }

  private static String row(String claim) {
    int begin = html.indexOf("<tr id=\"claim-" + claim + "\">");
    return html.substring(begin, html.indexOf("</tr>", begin));
  }

  @Test
  void everyClaimHasItsPlace() {
    List<String> ids = all(ID);
    assertEquals(ids.size(), new TreeSet<>(ids).size(), "an id names one place");
    for (Claim claim : Claims.all()) {
      assertTrue(ids.contains("claim-" + claim.id()), claim.id());
      assertTrue(row(claim.id()).contains(claim.printed()), row(claim.id()));
    }
  }

  @Test
  void verdictsAreSaidInWordsWithTheDifferenceInStandardErrors() {
    assertTrue(row(REPRODUCED).contains("✓</span> <span>reproduced"), row(REPRODUCED));
    assertTrue(row(DIFFERS).contains("✗</span> <span>differs"), row(DIFFERS));
    assertTrue(row("hhvaem-5.1/VAEM/yacht").contains("○</span> <span>not run"));
    // 2.87 ± √(0.00025/5) against 1.89
    assertTrue(row(DIFFERS).contains("+0.98 <small>(+139 s.e.)"), row(DIFFERS));
  }

  @Test
  void textFromElsewhereIsEscaped() {
    String row = row(NOT_COMPARABLE);
    assertTrue(row.contains("≁</span> <span>not comparable"), row);
    assertTrue(html.contains("dice &lt;are&gt; not &quot;electricity&quot;"));
  }

  @Test
  void theOverviewCounts() {
    String sentence = "%d published numbers: 1 <span".formatted(Claims.all().size());
    assertTrue(html.contains(sentence), html.substring(0, 3000));
    assertTrue(html.contains("Results (1 files) computed 2026-01-02 with elbolab"));
  }

  @Test
  void whatIsBehindATableIsShown() {
    assertTrue(html.contains("throwsPerSeed = 1000"));
    assertTrue(html.contains("<code>dice</code> at paper scale, 5 units"));
    assertTrue(html.contains("2.8700 ± 0.0071"), "its number, among all that was computed");
  }

  /** Anchors are on the page; files are in the checkout and have the line. */
  @Test
  void noLinkIsDead() throws IOException {
    List<String> ids = all(ID);
    int files = 0;
    for (String address : all(HREF)) {
      if (address.startsWith("#")) {
        assertTrue(ids.contains(address.substring(1)), address);
        continue;
      }
      Matcher parts = Pattern.compile("([^#]+)(?:#L(\\d+))?").matcher(address);
      assertTrue(parts.matches(), address);
      Path file = page.toAbsolutePath().resolve(parts.group(1)).normalize();
      assertTrue(Files.isRegularFile(file) && file.startsWith(TOP), address);
      if (parts.group(2) != null) {
        int line = Integer.parseInt(parts.group(2));
        assertTrue(line <= Files.readAllLines(file).size(), address);
      }
      files++;
    }
    assertTrue(files > 100, files + " links to files");
  }

  @Test
  void everyTagIsClosedInOrder() {
    Deque<String> open = new ArrayDeque<>();
    List<String> alone = List.of("br", "img", "rect", "wbr");
    for (MatchResult match : TAG.matcher(html).results().toList()) {
      Matcher tag = TAG.matcher(match.group());
      assertTrue(tag.matches());
      if (!tag.group("end").isEmpty()) {
        assertEquals(open.pop(), tag.group("name"), "before character " + match.start());
      } else if (!alone.contains(tag.group("name"))) {
        open.push(tag.group("name"));
      }
    }
    assertEquals(List.of(), new ArrayList<>(open));
  }

  @Test
  void theSameResultsGiveTheSamePage() throws IOException {
    Verdicts none = new Verdicts(List.of(), new Results(List.of()));
    byte[] first = Files.readAllBytes(new Report(none, TOP, page.resolve("a")).write());
    byte[] second = Files.readAllBytes(new Report(none, TOP, page.resolve("b")).write());
    assertEquals(new String(first, UTF_8), new String(second, UTF_8));
    assertTrue(new String(first, UTF_8).contains("There is no result yet"));
  }
}
