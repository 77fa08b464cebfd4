package elbolab.data;

import java.util.List;

/**
 * An entry of the catalogue: what a data set is, where it comes from and what it is used for.
 *
 * @param name its folder in the data folder
 * @param licence what its source states; "not stated" where it states nothing
 * @param use the task, and what to know before using it
 * @param inPapers where the papers that are recreated here use it
 * @param standIn what is generated in its place when it is missing; empty when nothing is
 */
public record DataSet(
    String name,
    String title,
    String licence,
    String use,
    String inPapers,
    String standIn,
    List<DataFile> files,
    List<KnownTable> tables,
    List<KnownSeries> series,
    List<KnownPictures> pictures) {
  public DataSet {
    standIn = standIn == null ? "" : standIn;
    files = List.copyOf(files);
    tables = tables == null ? List.of() : List.copyOf(tables);
    series = series == null ? List.of() : List.copyOf(series);
    pictures = pictures == null ? List.of() : List.copyOf(pictures);
    for (DataFile file : files) {
      if (!file.path().startsWith(name + "/")) {
        throw new DataException("The file " + file.path() + " is not in the folder " + name);
      }
    }
  }

  /** What there is of a data set in a folder. */
  public enum State {
    THERE("there"),
    PARTLY("partly there"),
    STAND_IN("generated stand-in"),
    MISSING("missing");

    private final String words;

    State(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public State state(DataFolder folder) {
    long there = files.stream().filter(file -> folder.find(file.path()).isPresent()).count();
    if (there == files.size() && there > 0) {
      return State.THERE;
    }
    if (there > 0) {
      return State.PARTLY;
    }
    return standIn.isEmpty() ? State.MISSING : State.STAND_IN;
  }

  /** The sum of the files' sizes, of those that are known. */
  public long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }
}
