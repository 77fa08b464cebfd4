package elbolab.data;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All data sets that are known here, as {@code catalogue.json} lists them.
 *
 * <pre>{@code
 * Table boston = Catalogue.table("boston").load(DataFolder.standard());
 * TimeSeries load = Catalogue.series("electricity_2").load(DataFolder.standard());
 * Pictures faces = Catalogue.pictures("celeba_10k").load(DataFolder.standard());
 * }</pre>
 */
public final class Catalogue {
  private static final List<DataSet> ALL = read();

  private Catalogue() {}

  private static List<DataSet> read() {
    try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.json");
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(text, DataSet[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the order in which they are listed. */
  public static List<DataSet> all() {
    return ALL;
  }

  /** The data set of this name, or an error that names the nearest one. */
  public static DataSet find(String name) {
    return named("data set", name, Stream::of, DataSet::name);
  }

  /** The table of this name, or an error that names the nearest one. */
  public static KnownTable table(String name) {
    return named("table", name, set -> set.tables().stream(), KnownTable::name);
  }

  /** The series of this name, or an error that names the nearest one. */
  public static KnownSeries series(String name) {
    return named("series", name, set -> set.series().stream(), KnownSeries::name);
  }

  /** The pictures of this name, or an error that names the nearest ones. */
  public static KnownPictures pictures(String name) {
    return named("pictures", name, set -> set.pictures().stream(), KnownPictures::name);
  }

  private static <T> T named(
      String what, String name, Function<DataSet, Stream<T>> parts, Function<T, String> nameOf) {
    List<T> known = ALL.stream().flatMap(parts).toList();
    Collection<String> names = known.stream().map(nameOf).toList();
    return known.stream()
        .filter(part -> nameOf.apply(part).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "No %s is called %s; did you mean '%s'? 'environment/workbench data' lists all"
                        .formatted(what, Quote.of(name), Nearest.of(name, names))));
  }
}
