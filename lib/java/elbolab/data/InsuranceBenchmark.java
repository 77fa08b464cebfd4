package elbolab.data;

import static elbolab.data.ColumnSpec.binary;
import static elbolab.data.ColumnSpec.category;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Insurance company benchmark (CoIL challenge 2000): who has a policy for a caravan. Columns 1 and
 * 5 are nominal, the others ordered codes, read as counts. For research and education that is not
 * commercial only.
 */
public record InsuranceBenchmark(Table train, Table test) {
  private static final String FOLDER = "insurance_coil2000/";
  private static final String TARGET = "CARAVAN";
  private static final Schema FEATURES =
      Schema.all(
              ColumnKind.COUNT,
              """
              MOSTYPE MAANTHUI MGEMOMV MGEMLEEF MOSHOOFD MGODRK MGODPR MGODOV MGODGE MRELGE MRELSA
              MRELOV MFALLEEN MFGEKIND MFWEKIND MOPLHOOG MOPLMIDD MOPLLAAG MBERHOOG MBERZELF
              MBERBOER MBERMIDD MBERARBG MBERARBO MSKA MSKB1 MSKB2 MSKC MSKD MHHUUR MHKOOP MAUT1
              MAUT2 MAUT0 MZFONDS MZPART MINKM30 MINK3045 MINK4575 MINK7512 MINK123M MINKGEM
              MKOOPKLA PWAPART PWABEDR PWALAND PPERSAUT PBESAUT PMOTSCO PVRAAUT PAANHANG PTRACTOR
              PWERKT PBROM PLEVEN PPERSONG PGEZONG PWAOREG PBRAND PZEILPL PPLEZIER PFIETS PINBOED
              PBYSTAND AWAPART AWABEDR AWALAND APERSAUT ABESAUT AMOTSCO AVRAAUT AAANHANG ATRACTOR
              AWERKT ABROM ALEVEN APERSONG AGEZONG AWAOREG ABRAND AZEILPL APLEZIER AFIETS AINBOED
              ABYSTAND
              """)
          .but(category("MOSTYPE", upTo(41)), category("MOSHOOFD", upTo(10)));

  private static String[] upTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toArray(String[]::new);
  }

  public static InsuranceBenchmark load(DataFolder folder) {
    Path train = folder.file(FOLDER + "ticdata2000.txt");
    Path test = folder.file(FOLDER + "ticeval2000.txt");
    Path answers = folder.file(FOLDER + "tictgts2000.txt");
    CsvFormat format = CsvFormat.TAB.withoutHeader();
    ColumnSpec target = binary(TARGET, "0", "1");
    List<ColumnSpec> all = new ArrayList<>(FEATURES.columns());
    all.add(target);
    List<Column> testColumns = new ArrayList<>(Csv.read(test, format, FEATURES.columns()));
    testColumns.addAll(Csv.read(answers, format, List.of(target)));
    return new InsuranceBenchmark(
        checked("insurance train", train, Csv.read(train, format, all), 5822, 348),
        checked("insurance test", answers, testColumns, 4000, 238));
  }

  private static Table checked(
      String name, Path file, List<Column> columns, int rows, int policies) {
    Table table = new Table(name, columns, List.of(TARGET));
    table.requireRows(rows, file);
    int found = table.categories(TARGET).count("1");
    if (found != policies) {
      throw new DataException(
          "%s: expected %d rows with a policy, found %d".formatted(file, policies, found));
    }
    return table;
  }
}
