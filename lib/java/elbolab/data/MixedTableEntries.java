package elbolab.data;

import static elbolab.data.TableEntries.HHVAEM;
import static elbolab.data.TableEntries.UCI;
import static elbolab.data.TableEntries.file;

import elbolab.data.TableEntries.Known;
import java.util.List;

/** The catalogue's tables of mixed types, and the splits of tables. */
final class MixedTableEntries {
  private MixedTableEntries() {}

  static List<DataSet> all() {
    return List.of(bankMarketing(), insurance(), avocado(), paritySplits());
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
