package elbolab.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquationIndexTest {
  private static final Publication THESIS = new Publication("thesis", true);
  private static EquationIndex index;

  @BeforeAll
  static void read() throws IOException {
    index = EquationIndex.of(Path.of("").toAbsolutePath());
  }

  @Test
  void theLeapfrogLeadsToItsClassAndItsTests() throws IOException {
    EquationIndex.Entry leapfrog =
        index.of(THESIS).stream()
            .filter(entry -> entry.declared().name().equals("Leapfrog"))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of(new Citation(THESIS, "eq.", "5.1")), leapfrog.citations());
    assertEquals("lib/java/elbolab/hmc/Leapfrog.java", leapfrog.declared().file());
    assertEquals("LeapfrogTest", leapfrog.tests().get(0).type());
    assertTrue(line(leapfrog.declared()).contains("class Leapfrog"));
  }

  @Test
  void everyEquationHasATest() {
    List<String> untested =
        index.entries().stream()
            .filter(entry -> entry.tests().isEmpty())
            .map(entry -> entry.citations() + " in " + entry.declared().name())
            .toList();
    assertEquals(List.of(), untested, "one equation, one method, one test");
  }

  /** Files exist, and the line holds the name. */
  @Test
  void noLinkIsDead() throws IOException {
    assertTrue(index.entries().size() > 30, index.entries().size() + " equations");
    for (EquationIndex.Entry entry : index.entries()) {
      assertStands(entry.declared());
      for (Declared test : entry.tests()) {
        assertStands(test);
      }
    }
  }

  private static void assertStands(Declared declared) throws IOException {
    String name = declared.isType() ? declared.type() : declared.member();
    assertTrue(
        line(declared).matches(".*\\b\\Q" + name + "\\E\\b.*"),
        "%s:%d is not where %s stands".formatted(declared.file(), declared.line(), name));
  }

  private static String line(Declared declared) throws IOException {
    return Files.readAllLines(Path.of(declared.file())).get(declared.line() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the leapfrog (thesis eq. 5.1), per coordinate                | thesis eq. 5.1",
        "(DeepDIVE, eq. 20): ψ                                        | DeepDIVE eq. 20",
        "ELBO: eq. (6), the definition.                               | lecture eq. 6",
        "closes the gap: eqs. (6), (10).                              | lecture eq. 6, lecture eq. 10",
        "(Cho et al. 2014, eqs. 5 to 8), gates                        | Cho et al. 2014 eq. 5, Cho et al. 2014 eq. 6, Cho et al. 2014 eq. 7, Cho et al. 2014 eq. 8",
        "as L_HMC (thesis eq. 5.9) and the SKSD (eq. 5.10). Gradients | thesis eq. 5.9, thesis eq. 5.10",
        "the report's eq. 19, not the lecture's eq. 7                 | lecture eq. 7, report eq. 19",
        "Left side of (22): of the two                                | lecture eq. 22",
        "Proposition 4, and theorem 1 of DeepDIVE (2024)              | lecture prop. 4, lecture theorem 1",
        "the year (2021) and section 4 are no equations, nor f(3)x    | ",
      })
  void citations(String comment, String expected) {
    List<String> found =
        Citation.in(comment, Optional.of(new Publication("lecture", true)), true).stream()
            .map(citation -> citation.work().name() + " " + citation.label())
            .toList();
    assertEquals(expected == null ? "" : expected, String.join(", ", found));
  }

  @Test
  void numbersSortBySize() {
    List<Citation> sorted = Citation.in("thesis eq. 5.10, thesis eq. 5.9", Optional.empty(), false);
    assertEquals(List.of("5.9", "5.10"), sorted.stream().map(Citation::number).toList());
  }

  @Test
  void markupOfCommentsIsTakenOut() {
    String comment =
        " One {@code a < b} of\n {@link Some#thing x}.\n\n <p>Two &lt; 3.\n\n @param x y";
    assertEquals("One a < b of Some#thing x.\n\nTwo < 3.", Javadoc.plain(comment));
    assertEquals("One a < b of Some#thing x.", Javadoc.opening(Javadoc.plain(comment)));
  }
}
