package elbolab.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Equation;
import elbolab.math.Equation.Paper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** Every equation leads to code that says so and to a test that there is. */
class EquationsTest {
  private static final Path TOP = Path.of("").toAbsolutePath();
  private static final Checkout CHECKOUT = new Checkout(TOP, TOP);
  private static List<EquationEntry> entries;

  @BeforeAll
  static void read() throws IOException {
    entries = EquationEntry.all();
  }

  /** Whether a class has a method of this name, or any if it is empty, that JUnit runs. */
  static boolean isTest(String type, String method) {
    try {
      return Arrays.stream(Class.forName(type).getDeclaredMethods())
          .anyMatch(m -> (method.isEmpty() || m.getName().equals(method)) && isRun(m));
    } catch (ClassNotFoundException none) {
      return false;
    }
  }

  private static boolean isRun(Method method) {
    return List.of(Test.class, ParameterizedTest.class, RepeatedTest.class, TestFactory.class)
        .stream()
        .anyMatch(method::isAnnotationPresent);
  }

  @Test
  void everyEquationHasATest() {
    assertTrue(entries.size() >= 90, entries.size() + " equations");
    List<String> untested =
        entries.stream()
            .filter(entry -> !isTest(entry.testClass(), entry.testMethod()))
            .map(entry -> entry.label() + " in " + entry.type() + ": " + entry.equation().test())
            .toList();
    assertEquals(List.of(), untested, "one equation, one method, one test");
  }

  @Test
  void theLeapfrogLeadsToItsClassAndItsTests() throws IOException {
    EquationEntry leapfrog =
        entries.stream().filter(e -> e.type().getSimpleName().equals("Leapfrog")).findFirst().get();
    assertEquals(Paper.THESIS, leapfrog.equation().paper());
    assertEquals("eq. 5.1", leapfrog.label());
    assertEquals("elbolab.hmc.LeapfrogTest", leapfrog.testClass());
    Checkout.SourceLink code = source(leapfrog);
    assertEquals("lib/java/elbolab/hmc/Leapfrog.java", code.address());
    assertTrue(line(code).contains("class Leapfrog"), line(code));
    assertTrue(code.opening().startsWith("Half, full, half step of the leapfrog (thesis eq. 5.1)"));
  }

  /** Files exist, the line holds the name, and the javadoc there cites the number. */
  @Test
  void everyPlaceDeclaresWhatItShould() throws IOException {
    for (EquationEntry entry : entries) {
      Checkout.SourceLink code = source(entry);
      String name = code.name().substring(code.name().indexOf('.') + 1);
      assertTrue(line(code).matches(".*\\b\\Q" + name + "\\E\\b.*"), code.toString());
      String text = Files.readString(Path.of(code.address()));
      String number = entry.equation().number()[0].replaceAll(".* ", "");
      assertTrue(
          Pattern.compile("(?<![\\w.])" + Pattern.quote(number) + "(?!\\w)").matcher(text).find(),
          "no " + number + " in " + code.address());
    }
  }

  private static Checkout.SourceLink source(EquationEntry entry) throws IOException {
    return CHECKOUT.source("lib/java", entry.type().getName(), entry.member(), "@Equation");
  }

  private static String line(Checkout.SourceLink link) throws IOException {
    return Files.readAllLines(Path.of(link.address())).get(link.line() - 1);
  }

  @Test
  void overloadsAndNestedClassesAreToldApart() throws IOException {
    Checkout.SourceLink learned =
        CHECKOUT.source("lib/java", "elbolab.vae.Likelihood", "gaussian", "@Equation");
    assertTrue(line(learned).contains("gaussian()"), line(learned));
    Checkout.SourceLink nested =
        CHECKOUT.source("lib/java", "elbolab.nn.Schedule$Cosine", "", "@Equation");
    assertTrue(line(nested).contains("record Cosine"), line(nested));
  }

  /** An annotation that stands nowhere; nobody compares it. */
  @SuppressWarnings("BadAnnotationImplementation")
  private record Cited(Paper paper, String test, String... number) implements Equation {
    @Override
    public Class<Equation> annotationType() {
      return Equation.class;
    }
  }

  private static EquationEntry entry(String test, String... number) {
    return new EquationEntry(new Cited(Paper.THESIS, test, number), EquationsTest.class, "");
  }

  @Test
  void numbersSortBySizeAndTestsAreFoundByTheirNames() {
    List<EquationEntry> three =
        Stream.of(
                entry("hmc.HmcTest", "prop. 2", "B.1"),
                entry("EquationsTest#entry", "5.10"),
                entry("EquationsTest", "5.9"))
            .sorted(EquationEntry.ORDER)
            .toList();
    assertEquals(
        List.of("eq. 5.9", "eq. 5.10", "prop. 2, eq. B.1"),
        three.stream().map(EquationEntry::label).toList());
    assertEquals("elbolab.hmc.HmcTest", three.get(2).testClass());
    assertEquals("elbolab.reproduce.report.EquationsTest", three.get(1).testClass());
    assertEquals("entry", three.get(1).testMethod());
    assertEquals("", three.get(0).testMethod());
  }
}
