package elbolab.reproduce.report;

import elbolab.math.Equation;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An equation and what implements it, as the annotations of the library say.
 *
 * @param member a method or field of the class; empty for the class itself
 */
record EquationEntry(Equation equation, Class<?> type, String member) {
  /** By paper, propositions after equations, numbers by size. */
  static final Comparator<EquationEntry> ORDER =
      Comparator.comparing((EquationEntry entry) -> entry.equation.paper())
          .thenComparing(entry -> place(entry.equation.number()[0]))
          .thenComparing(entry -> entry.type.getName() + "." + entry.member);

  static List<EquationEntry> all() throws IOException {
    List<EquationEntry> all = new ArrayList<>();
    for (Class<?> type : annotatedClasses()) {
      add(all, type, type, "");
      Stream.of(type.getDeclaredMethods(), type.getDeclaredFields(), type.getDeclaredConstructors())
          .flatMap(Arrays::stream)
          .filter(member -> !((Member) member).isSynthetic())
          .forEach(member -> add(all, member, type, ((Member) member).getName()));
    }
    all.sort(ORDER);
    return all;
  }

  private static void add(
      List<EquationEntry> all, AnnotatedElement element, Class<?> type, String member) {
    for (Equation equation : element.getAnnotationsByType(Equation.class)) {
      all.add(new EquationEntry(equation, type, member));
    }
  }

  /** Those whose file names the annotation: no other class needs to be loaded for this. */
  private static List<Class<?>> annotatedClasses() throws IOException {
    List<Class<?>> found = new ArrayList<>();
    Path root = classes();
    String descriptor = "L" + Equation.class.getName().replace('.', '/');
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(descriptor)) {
          String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
          found.add(Class.forName(name.replaceFirst("\\.class$", "")));
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IOException("the classes in " + root + " are not those that run", e);
    }
    return found;
  }

  private static Path classes() throws IOException {
    try {
      return Path.of(Equation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the classes of elbolab are not files", e);
    }
  }

  private static String place(String number) {
    String kind = number.contains(" ") ? number.substring(0, number.indexOf(' ')) : "";
    return Arrays.stream(number.substring(kind.length()).strip().split("\\."))
        .map(part -> "0".repeat(Math.max(0, 4 - part.length())) + part)
        .collect(Collectors.joining(".", kind + ".", ""));
  }

  /** As printed: {@code eq. 5.1, prop. 4}. */
  String label() {
    return Arrays.stream(equation.number())
        .map(number -> number.contains(" ") ? number : "eq. " + number)
        .collect(Collectors.joining(", "));
  }

  /** Binary name of the test class. */
  String testClass() {
    String name = equation.test().replaceFirst("#.*", "");
    return name.contains(".") ? "elbolab." + name : type.getPackageName() + "." + name;
  }

  /** The test's method; empty if it is the whole class. */
  String testMethod() {
    int hash = equation.test().indexOf('#');
    return hash < 0 ? "" : equation.test().substring(hash + 1);
  }
}
