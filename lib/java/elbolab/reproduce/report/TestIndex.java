package elbolab.reproduce.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which tests use a method. A test uses what its own body names and what the methods of its class
 * that it calls do. Where no test uses a method, those count that use its callers, or theirs. Names
 * are compared and not types: the file has to name the method's class too.
 */
final class TestIndex {
  /** How many callers may stand between a test and a method. */
  private static final int STEPS = 5;

  /** Methods and fields of the library, and what stands beside the tests for their use. */
  private final List<Declared> callers;

  private final List<Declared> tests;
  private final Map<String, Set<String>> namesByFile = new HashMap<>();

  TestIndex(List<Declared> library, List<Declared> tests) {
    callers =
        Stream.concat(library.stream(), tests.stream())
            .filter(each -> !each.isType() && !each.test())
            .toList();
    for (List<Declared> part : List.of(library, tests)) {
      for (Declared each : part) {
        namesByFile.computeIfAbsent(each.file(), file -> new HashSet<>()).addAll(each.uses());
      }
    }
    this.tests =
        tests.stream().filter(Declared::test).map(test -> withHelpers(test, tests)).toList();
  }

  /** The test as if the methods of its own file that it calls were written out in it. */
  private static Declared withHelpers(Declared test, List<Declared> all) {
    Set<String> uses = new HashSet<>(test.uses());
    Set<Declared> left = new HashSet<>();
    all.stream()
        .filter(other -> other.file().equals(test.file()) && !other.test() && !other.isType())
        .forEach(left::add);
    boolean grown = true;
    while (grown) {
      List<Declared> called = left.stream().filter(other -> uses.contains(other.member())).toList();
      called.forEach(other -> uses.addAll(other.uses()));
      grown = left.removeAll(called);
    }
    return new Declared(
        test.file(), test.line(), test.type(), test.member(), test.comment(), true, uses);
  }

  /** Those of the class's own test class come first. */
  List<Declared> of(Declared declared) {
    String own = declared.fileType() + "Test";
    List<Declared> targets = List.of(declared);
    List<Declared> found = using(tests, targets);
    for (int step = 0; step < STEPS && found.isEmpty(); step++) {
      targets = using(callers, targets);
      found = using(testsOf(declared.room()), targets);
    }
    return found.stream()
        .sorted(Comparator.comparing((Declared test) -> !test.fileType().equals(own)))
        .toList();
  }

  /** Through callers, names alone would lead too far away. */
  private List<Declared> testsOf(String room) {
    return tests.stream().filter(test -> test.room().equals(room)).toList();
  }

  private List<Declared> using(List<Declared> candidates, List<Declared> targets) {
    return candidates.stream()
        .filter(each -> targets.stream().anyMatch(target -> uses(each, target)))
        .toList();
  }

  private boolean uses(Declared each, Declared target) {
    boolean ownTest = each.fileType().equals(target.fileType() + "Test");
    boolean named =
        ownTest
            || each.file().equals(target.file())
            || namesByFile.get(each.file()).contains(target.type());
    return named && (each.mentions(target) || ownTest && target.isType());
  }
}
