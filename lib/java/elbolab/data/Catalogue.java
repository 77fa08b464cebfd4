package elbolab.data;

import java.util.List;
import java.util.stream.Stream;

/** All data sets that are known here. */
public final class Catalogue {
  private Catalogue() {}

  /** In the order in which they are listed. */
  public static List<DataSet> all() {
    return Stream.of(
            TableEntries.all(), MixedTableEntries.all(), ImageEntries.all(), SeriesEntries.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The data set of this name, or an error that names the nearest one. */
  public static DataSet find(String name) {
    return all().stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "No data set is called %s; did you mean '%s'? 'environment/workbench data' lists all"
                        .formatted(Quote.of(name), Nearest.of(name, names()))));
  }

  private static List<String> names() {
    return all().stream().map(DataSet::name).toList();
  }
}
