package elbolab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointsTest {

  /** The point is written as P; what is expected is the whole text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "while (a) b++;              | while (a) {Pb++;}",
        "while (a) { b++; }          | while (a) {P b++; }",
        "for (;;);                   | for (;;){P;}",
        "do x++; while (x < 3);      | do {Px++;} while (x < 3);",
        "for (var o : all) f(o);     | for (var o : all) {Pf(o);}",
        "for (;;) for (;;) a++;      | for (;;) {Pfor (;;) {Pa++;}}",
        "int f() { return 1; }       | int f() {P return 1; }",
        "class A { A() { super(); } }| class A { A() { super(); } }",
        "r = () -> { };              | r = () -> {P };",
        "x -> x + 1                  | x -> x + 1",
        "g(() -> { h(); })           | g(() -> {P h(); })",
        "if (a) { b(); }             | if (a) { b(); }",
        "String s = \"while (a) b\"; | String s = \"while (a) b\";",
        "System.exit(1);             | elbolab.kernel.CellExit.exit(1);",
        "Runtime.getRuntime().halt(1)| elbolab.kernel.CellExit.halt(1)",
        "mine.exit(1);               | mine.exit(1);",
        "while (a {                  | while (a {",
      })
  void loopsMethodsAndLambdasGetAPoint(String source, String expected) {
    assertEquals(
        expected.strip(),
        Checkpoints.add(source.strip())
            .text()
            .replace("elbolab.kernel.Interruption.point();", "P"));
  }

  @Test
  void linesStayAsTheyAre() {
    String source = "for (int i = 0; i < 3; i++)\n  for (;;)\n    f(i);\n";
    assertEquals(source.lines().count(), Checkpoints.add(source).text().lines().count());
  }

  /** Every character of the original has to be found again behind all that was put in. */
  @Test
  void placesOfTheOriginalAreFoundAgain() {
    String source = "while (a) { x = zz; System.exit(n); }";
    EditedText edited = Checkpoints.add(source);
    for (String word : new String[] {"while", "x = ", "zz", "exit", "(n)", "; }"}) {
      int compiled = edited.text().lastIndexOf(word);
      assertEquals(source.lastIndexOf(word), edited.originalOffset(compiled), word);
    }
  }

  @Test
  void aTextWithoutLoopsIsNotTouched() {
    String source = "var forty = whileAway + 2;";
    assertSame(source, Checkpoints.add(source).original());
    assertEquals(source, Checkpoints.add(source).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int a = 1, b = 2;         | a b",
        "var list = List.of(1);    | list",
        "int f() { int a; return a; } | ''",
        "record R(int a) { }       | ''",
        "a = 3;                    | ''",
      })
  void variablesThatOutliveThePiece(String source, String names) {
    Set<String> expected = names.isBlank() ? Set.of() : Set.of(names.strip().split(" "));
    assertEquals(expected, SyntaxTree.of(source.strip()).orElseThrow().variables());
  }
}
