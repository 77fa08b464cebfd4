package elbolab.reproduce.report;

import java.util.Set;

/**
 * A class, method or field as its source declares it.
 *
 * @param file relative to the checkout
 * @param line of its name, from 1
 * @param type simple name of the class that it is, or stands in
 * @param member name of the method or field; empty for the class itself
 * @param comment its javadoc without tags and markup; empty without one
 * @param test whether JUnit runs it
 * @param uses the names in its body: {@code C} for a class, {@code C.m} for a member taken from a
 *     class, {@code m} for any other call or name
 */
record Declared(
    String file,
    int line,
    String type,
    String member,
    String comment,
    boolean test,
    Set<String> uses) {
  boolean isType() {
    return member.isEmpty();
  }

  /** The name by which a reader finds it: {@code Leapfrog.step}, {@code Leapfrog}. */
  String name() {
    return isType() ? type : type + "." + member;
  }

  /** The class that the file holds, after which a test class is named. */
  String fileType() {
    return file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
  }

  /** The package below elbolab: {@code hmc}. */
  String room() {
    String inside = file.substring(file.indexOf("elbolab/") + "elbolab/".length());
    return inside.contains("/") ? inside.substring(0, inside.indexOf('/')) : "";
  }

  /** Whether its body calls or names the member of that class. */
  boolean mentions(Declared other) {
    return other.isType()
        ? uses.contains(other.type)
        : uses.contains(other.member) || uses.contains(other.name());
  }
}
