package elbolab.reproduce.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project's files as the page links to them.
 *
 * @param top of the checkout
 * @param page folder of the page
 */
record Checkout(Path top, Path page) {
  Checkout {
    top = top.toAbsolutePath().normalize();
    page = page.toAbsolutePath().normalize();
  }

  /**
   * A place in the sources.
   *
   * @param name {@code Leapfrog} or {@code Leapfrog.step}
   * @param line of the name, from 1
   * @param opening the first paragraph of its javadoc, without markup
   */
  record SourceLink(String name, String address, int line, String opening) {
    /** May break before a part of the name. */
    String breakable() {
      return name.replaceAll("(?<=[a-z.])(?=[A-Z])|(?<=\\.)", "<wbr>");
    }
  }

  /** The address of a file, from the page. */
  String address(String file) {
    return page.relativize(top.resolve(file)).toString().replace('\\', '/').replace(" ", "%20");
  }

  /**
   * Where a class or a member of it is declared. The layout of the sources says it: a member stands
   * two blanks further in than its class.
   *
   * @param folder {@code lib/java} or {@code tests/java}
   * @param type binary name of the class
   * @param member a method or field; empty for the class itself
   * @param annotation that stands above it, which tells overloads apart; empty without one
   */
  SourceLink source(String folder, String type, String member, String annotation)
      throws IOException {
    String[] nested = type.substring(type.lastIndexOf('.') + 1).split("\\$");
    String file = folder + "/" + type.replaceAll("\\$.*", "").replace('.', '/') + ".java";
    String last = nested[nested.length - 1];
    String name = member.isEmpty() ? last : last + "." + member;
    if (!Files.exists(top.resolve(file))) { // a copy of the library without its tests
      return new SourceLink(name, address(file), 1, "");
    }
    String text = Files.readString(top.resolve(file));
    int at = 0;
    String indent = "";
    for (String each : nested) {
      boolean wanted = member.isEmpty() && each.equals(last);
      String kind = "\\b(?:class|record|interface|enum) ";
      at = declaration(text, at, indent, kind + each, wanted ? annotation : "", type);
      indent += "  ";
    }
    if (!member.isEmpty()) {
      at = declaration(text, at, indent, "\\b" + member, annotation, type);
    }
    int line = (int) text.substring(0, at).lines().count();
    return new SourceLink(name, address(file), line, opening(text.substring(0, at)));
  }

  /** The end of the name in the first such declaration from {@code from} on. */
  private static int declaration(
      String text, int from, String indent, String name, String annotation, String type) {
    Matcher line =
        Pattern.compile("(?m)^%s(?![\\s/@*}])(?:[^\\n]*\\W)??%s\\b".formatted(indent, name))
            .matcher(text);
    for (int at = from; line.find(at); at = line.end()) {
      String above = text.substring(text.lastIndexOf("*/", line.start()) + 1, line.start());
      if (above.contains(annotation)) {
        return line.end();
      }
    }
    throw new IllegalArgumentException("no %s in the source of %s".formatted(name, type));
  }

  /** The first paragraph of the javadoc above. */
  private static String opening(String above) {
    String comment =
        above.substring(above.lastIndexOf("/**") + 3, Math.max(3, above.lastIndexOf("*/")));
    return comment
        .replaceAll("\\n *\\*", "\n")
        .replaceAll("(?s)(<p>|<pre>|\\n\\s*@\\w).*", "")
        .replaceAll("\\{@\\w+\\s+([^{}]*)}", "$1")
        .replaceAll("</?\\w+[^<>]*>", "")
        .replaceAll("\\s+", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .strip();
  }
}
