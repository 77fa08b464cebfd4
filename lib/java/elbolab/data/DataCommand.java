package elbolab.data;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The command {@code data}: lists the data sets, or shows and fetches one. */
public final class DataCommand {
  static final String ACCEPT = "--accept-unknown-digest";
  private static final String USAGE =
      """
      data                 lists the data sets: there, missing, generated stand-in
      data NAME            shows a data set, checks what is there, fetches what is missing

      --accept-unknown-digest   also fetches files whose digest is not known beforehand

      Files are looked for in the folder named by ELBOLAB_DATA, then in data/cache,
      where fetched ones are put. An interrupted download goes on at the next try.
      """;
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final DataFolder folder;
  private final List<DataSet> catalogue;
  private final PrintStream out;
  private final PrintStream err;

  DataCommand(DataFolder folder, List<DataSet> catalogue, PrintStream out, PrintStream err) {
    this.folder = folder;
    this.catalogue = catalogue;
    this.out = out;
    this.err = err;
  }

  /** The exit code: 0 done, 1 something could not be had, 2 not understood. */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    return new DataCommand(DataFolder.standard(), Catalogue.all(), out, err).run(args);
  }

  int run(List<String> args) {
    List<String> names = new ArrayList<>(args);
    if (names.contains("--help") || names.contains("-h")) {
      out.print(USAGE);
      return OK;
    }
    boolean accept = names.removeIf(ACCEPT::equals);
    Optional<String> option = names.stream().filter(name -> name.startsWith("-")).findFirst();
    if (option.isPresent()) {
      err.printf("data has no option %s; did you mean %s?%n", option.get(), ACCEPT);
      return MISUSED;
    }
    if (names.isEmpty() || names.equals(List.of("list"))) {
      list();
      return OK;
    }
    if (names.get(0).equals("fetch") && names.size() > 1) {
      names.remove(0);
    }
    int worst = OK;
    for (String name : names) {
      worst = Math.max(worst, one(name, accept));
    }
    return worst;
  }

  private void list() {
    out.printf("%-21s %-19s %10s  %s%n", "NAME", "STATE", "SIZE", "TITLE (LICENCE)");
    for (DataSet set : catalogue) {
      String size = set.bytes() == 0 ? "unknown" : size(set.bytes());
      out.printf(
          "%-21s %-19s %10s  %s (%s)%n",
          set.name(), set.state(folder), size, set.title(), set.licence());
    }
    out.printf("%nLooked in %s%n", folder.places());
    out.println("One of them in detail, and fetched if missing: environment/workbench data NAME");
  }

  private int one(String name, boolean accept) {
    Optional<DataSet> found = catalogue.stream().filter(s -> s.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      err.printf(
          "No data set is called %s; did you mean '%s'? 'data' without a name lists all.%n",
          Quote.of(name), Nearest.of(name, catalogue.stream().map(DataSet::name).toList()));
      return MISUSED;
    }
    DataSet set = found.get();
    out.printf("%s: %s%n", set.name(), set.title());
    out.printf("  use        %s%n", set.use());
    out.printf("  in papers  %s%n", set.inPapers());
    out.printf("  licence    %s%n", set.licence());
    if (!set.standIn().isEmpty()) {
      out.printf("  stand-in   %s, when it is missing%n", set.standIn());
    }
    boolean had = false;
    boolean failed = false;
    for (DataFile file : set.files()) {
      if (folder.find(file.path()).isEmpty() && !file.byHand().isEmpty()) {
        out.printf("  %s: to be placed by hand. %s%n", file.path(), file.byHand());
        out.printf("    It belongs at %s%n", folder.cache().resolve(file.path()));
      } else {
        boolean good = checkedOrFetched(file, accept);
        had |= good;
        failed |= !good;
      }
    }
    return failed || !had ? FAILED : OK;
  }

  private boolean checkedOrFetched(DataFile file, boolean accept) {
    try {
      Optional<Path> found = folder.find(file.path());
      if (found.isPresent()) {
        check(file, found.get());
      } else {
        fetch(file, accept);
      }
      return true;
    } catch (DataException e) {
      err.println(e.getMessage());
      return false;
    }
  }

  private void check(DataFile file, Path found) {
    String digest = FileDigest.of(file, found);
    if (file.hasKnownDigest() && !file.sha256().equals(digest)) {
      throw new DataException(
          "%s: SHA-256 %s is expected, the file has %s: another version, or damaged. Remove it to fetch it anew"
              .formatted(found, file.sha256(), digest));
    }
    String verdict = file.hasKnownDigest() ? "as expected" : digest + ", not known beforehand";
    out.printf("  %s: there, SHA-256 %s%n", found, verdict);
  }

  private void fetch(DataFile file, boolean accept) {
    // A process that is interrupted runs its hooks: the user learns that nothing is lost.
    Thread hook =
        new Thread(
            () -> err.println("\nInterrupted. The same command goes on from where it stopped."));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Download download =
          new Download(folder.cache(), Download.Options.DEFAULT, progress(file.path()));
      Path fetched = download.fetch(file, accept);
      out.printf("  %s: fetched, SHA-256 %s%n", fetched, FileDigest.of(fetched));
    } finally {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  /** A line for each tenth that has arrived. */
  private Download.Progress progress(String what) {
    long[] lastTenth = {-1};
    return (done, total) -> {
      long tenth = total > 0 ? 10 * done / total : -1;
      if (tenth > lastTenth[0]) {
        lastTenth[0] = tenth;
        out.printf("  %s: %d %% %s of %s%n", what, 100 * done / total, size(done), size(total));
      }
    };
  }

  static String size(long bytes) {
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
