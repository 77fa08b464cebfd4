package elbolab.data;

import java.nio.file.Path;
import java.util.List;

/**
 * The split and the test mask with which the public code of HH-VAEM was run, for comparing figures
 * one to one.
 *
 * @param observed per test row and feature whether it is observed; targets never are
 */
public record ParitySplit(Table train, Table test, boolean[][] observed) {
  private static final CsvFormat FORMAT = CsvFormat.COMMA.withoutHeader();

  public static ParitySplit boston(DataFolder folder) {
    return load(folder, "boston", 455, 51);
  }

  public static ParitySplit energy(DataFolder folder) {
    return load(folder, "energy", 691, 77);
  }

  private static ParitySplit load(DataFolder folder, String name, int trainRows, int testRows) {
    Path trainFile = folder.file("hhvaem_parity_splits/" + name + "_0_train.csv");
    Path testFile = folder.file("hhvaem_parity_splits/" + name + "_0_test.csv");
    Path maskFile = folder.file("hhvaem_parity_splits/" + name + "_0_testmask.csv");
    Table train = Catalogue.table(name).read(trainFile);
    Table test = Catalogue.table(name).read(testFile);
    train.requireRows(trainRows, trainFile);
    test.requireRows(testRows, testFile);
    return new ParitySplit(train, test, mask(maskFile, test));
  }

  private static boolean[][] mask(Path file, Table test) {
    List<ColumnSpec> specs =
        test.features().stream()
            .map(feature -> ColumnSpec.binary(feature.name(), "0", "1"))
            .toList();
    Table mask = new Table("mask", Csv.read(file, FORMAT, specs), List.of());
    mask.requireRows(test.rows(), file);
    boolean[][] observed = new boolean[test.rows()][specs.size()];
    for (int d = 0; d < specs.size(); d++) {
      int[] codes = mask.categories(specs.get(d).name()).codes();
      for (int row = 0; row < codes.length; row++) {
        observed[row][d] = codes[row] == 1;
      }
    }
    return observed;
  }
}
