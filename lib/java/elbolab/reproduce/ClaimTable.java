package elbolab.reproduce;

import elbolab.data.PublishedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A published table, or the numbers of a figure, with one claim for each of its cells, in their
 * order.
 */
public record ClaimTable(PublishedTable published, List<Claim> claims) {
  private static final Pattern NUMBERED =
      Pattern.compile("(.+?)-(tables?|figure)-([A-Z]?[\\d.]+(?:-[A-Z]?[\\d.]+)?)(-.*)?");

  public ClaimTable {
    claims = List.copyOf(claims);
  }

  /** The table of this name in {@code data/published}. */
  static ClaimTable load(String name) {
    PublishedTable table = PublishedTable.load(name);
    List<Claim> claims = new ArrayList<>();
    for (PublishedTable.Cell cell : table.cells()) {
      claims.add(claim(table, cell));
    }
    return new ClaimTable(table, claims);
  }

  private static Claim claim(PublishedTable table, PublishedTable.Cell cell) {
    List<String> place = new ArrayList<>();
    StringBuilder id = new StringBuilder(shortName(table.id()));
    for (int i = 0; i < cell.keys().size(); i++) {
      String key = cell.keys().get(i);
      place.add(key.matches("\\d+") ? table.keyNames().get(i) + " " + key : key);
      id.append('/').append(word(key));
    }
    return new Claim(
        id.toString(),
        "%s: %s".formatted(table.title().split(";")[0], String.join(", ", place)),
        "%s, %s".formatted(table.paper(), table.locator()),
        cell.printed(),
        relation(cell),
        Tolerance.of(cell, table.criterion()),
        new Protocol(table.criterion().setting(), table.criterion().runs()),
        table.note());
  }

  /** Bounds are tables with such a key. */
  private static Relation relation(PublishedTable.Cell cell) {
    return cell.keys().contains("lower")
        ? Relation.AT_LEAST
        : cell.keys().contains("upper") ? Relation.AT_MOST : Relation.EQUAL;
  }

  /** The table's name on the command line: {@code deepdive-2}, {@code hhvaem-5.1}. */
  public String id() {
    return shortName(published.id());
  }

  /** The paper's name on the command line: {@code deepdive}; that of the table if it is alone. */
  public String paper() {
    Matcher numbered = NUMBERED.matcher(published.id());
    return numbered.matches() ? numbered.group(1) : published.id();
  }

  private static String shortName(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    if (!numbered.matches()) {
      return name;
    }
    String kind = numbered.group(2).equals("figure") ? "-figure-" : "-";
    return numbered.group(1) + kind + numbered.group(3);
  }

  /** A key as a word that a shell leaves as it is. */
  static String word(String key) {
    return key.replaceAll("[^A-Za-z0-9._+-]+", "-").replaceAll("^-+|-+$", "");
  }
}
