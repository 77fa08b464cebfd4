package elbolab.reproduce;

import elbolab.data.Nearest;
import elbolab.data.PublishedTable;
import java.util.ArrayList;
import java.util.List;

/**
 * All claims: one for every number of {@code data/published}.
 *
 * <pre>{@code
 * Claim mean = Claims.of("hmc-posteriors/normal-with-inverse-gamma-variance/E-m");
 * show(mean.against(measured));
 * }</pre>
 */
public final class Claims {
  private Claims() {}

  /** The published tables in the order of their index, each with its claims. */
  public static List<ClaimTable> tables() {
    return Holder.TABLES;
  }

  public static List<Claim> all() {
    return tables().stream().flatMap(table -> table.claims().stream()).toList();
  }

  /** The claim of this id, or an error that names the nearest one. */
  public static Claim of(String id) {
    return all().stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no claim '%s'; nearest: %s"
                        .formatted(id, Nearest.of(id, all().stream().map(Claim::id).toList()))));
  }

  /**
   * The claims that a word stands for: a claim's id, the short or the whole name of a table or
   * figure, a paper, or "all"; none if it is unknown.
   */
  public static List<Claim> named(String word) {
    List<Claim> claims = new ArrayList<>();
    for (ClaimTable table : tables()) {
      boolean whole =
          List.of("all", table.id(), table.published().id(), table.paper()).contains(word);
      table.claims().stream()
          .filter(claim -> whole || claim.id().equals(word))
          .forEach(claims::add);
    }
    return claims;
  }

  /** Every word that {@link #named} knows. */
  static List<String> words() {
    List<String> words = new ArrayList<>(List.of("all"));
    for (ClaimTable table : tables()) {
      words.addAll(List.of(table.paper(), table.id(), table.published().id()));
      table.claims().forEach(claim -> words.add(claim.id()));
    }
    return words.stream().distinct().toList();
  }

  /** Read when first asked for. */
  private static final class Holder {
    static final List<ClaimTable> TABLES =
        PublishedTable.ids().stream().map(ClaimTable::load).toList();
  }
}
