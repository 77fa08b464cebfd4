package elbolab.data;

import org.junit.jupiter.api.Assumptions;

/** The folder of real data, for tests that need it; without it they are skipped and say why. */
public final class RealData {
  private RealData() {}

  public static DataFolder folderWith(String... files) {
    DataFolder folder = DataFolder.standard();
    for (String file : files) {
      Assumptions.assumeTrue(
          folder.find(file).isPresent(),
          () -> "not run: no " + file + " in " + folder.places() + "; set " + DataFolder.VARIABLE);
    }
    return folder;
  }
}
