package elbolab.data;

import static elbolab.data.ColumnKind.NON_NEGATIVE;
import static elbolab.data.ColumnKind.REAL;
import static elbolab.data.ColumnSpec.binary;
import static elbolab.data.ColumnSpec.category;
import static elbolab.data.ColumnSpec.count;
import static elbolab.data.ColumnSpec.real;

import java.nio.file.Path;
import java.util.List;

/**
 * Small tables that papers on regression and imputation share; all are complete.
 *
 * <pre>{@code
 * Table boston = BenchmarkTable.BOSTON.load(DataFolder.standard());
 * }</pre>
 */
public enum BenchmarkTable {
  BOSTON(
      "boston/boston.csv",
      506,
      Schema.all(NON_NEGATIVE, "crim zn indus chas nox rm age dis rad tax ptratio b lstat medv")
          .but(binary("chas", "0", "1"), count("rad")),
      "medv"),
  CONCRETE(
      "concrete/concrete.csv",
      1030,
      Schema.all(
              NON_NEGATIVE,
              """
              cement blast_furnace_slag fly_ash water superplasticizer coarse_aggregate
              fine_aggregate age_days compressive_strength_mpa
              """)
          .but(count("age_days")),
      "compressive_strength_mpa"),
  /** Two targets; the usual splits are used with the heating load alone. */
  ENERGY(
      "energy/energy.csv",
      768,
      Schema.all(
              NON_NEGATIVE,
              """
              relative_compactness surface_area wall_area roof_area overall_height orientation
              glazing_area glazing_area_distribution heating_load cooling_load
              """)
          .but(
              category("orientation", "2", "3", "4", "5"),
              category("glazing_area_distribution", "0", "1", "2", "3", "4", "5")),
      "heating_load",
      "cooling_load"),
  YACHT(
      "yacht/yacht.csv",
      308,
      Schema.all(
              NON_NEGATIVE,
              """
              longitudinal_position prismatic_coefficient length_displacement beam_draught
              length_beam froude_number residuary_resistance
              """)
          .but(real("longitudinal_position")),
      "residuary_resistance"),
  /** Two features are constant: {@link Table#withoutConstants}; the two torques are equal. */
  NAVAL(
      "naval/naval.csv",
      11934,
      Schema.all(
          NON_NEGATIVE,
          """
          lever_position ship_speed gt_shaft_torque gt_rate_of_revolutions
          gas_generator_rate_of_revolutions starboard_propeller_torque port_propeller_torque
          hp_turbine_exit_temperature gt_compressor_inlet_air_temperature
          gt_compressor_outlet_air_temperature hp_turbine_exit_pressure
          gt_compressor_inlet_air_pressure gt_compressor_outlet_air_pressure
          gt_exhaust_gas_pressure turbine_injection_control fuel_flow compressor_decay turbine_decay
          """),
      "compressor_decay",
      "turbine_decay"),
  WINE_RED(
      "wine_red/wine_red.csv",
      1599,
      Schema.all(
              NON_NEGATIVE,
              """
              fixed_acidity volatile_acidity citric_acid residual_sugar chlorides
              free_sulfur_dioxide total_sulfur_dioxide density ph sulphates alcohol quality
              """)
          .but(count("quality")),
      "quality"),
  /** The cultivar is the target; some papers on VAEs call this table "wine". */
  WINE_RECOGNITION(
      "wine_recognition/wine.csv",
      178,
      Schema.all(
              NON_NEGATIVE,
              """
              class alcohol malic_acid ash alcalinity_of_ash magnesium total_phenols flavanoids
              nonflavanoid_phenols proanthocyanins color_intensity hue
              od280_od315_of_diluted_wines proline
              """)
          .but(category("class", "1", "2", "3")),
      "class"),
  DIABETES(
      "diabetes/diabetes.csv",
      442,
      Schema.all(NON_NEGATIVE, "age sex bmi bp s1 s2 s3 s4 s5 s6 target")
          .but(count("age"), binary("sex", "1", "2")),
      "target"),
  /** The features centred, each with a sum of squares of 1. */
  DIABETES_SCALED(
      "diabetes/diabetes_scaled.csv",
      442,
      Schema.all(REAL, "age sex bmi bp s1 s2 s3 s4 s5 s6 target"),
      "target");

  private final String path;
  private final int rows;
  private final Schema schema;
  private final List<String> targets;

  BenchmarkTable(String path, int rows, Schema schema, String... targets) {
    this.path = path;
    this.rows = rows;
    this.schema = schema;
    this.targets = List.of(targets);
  }

  /** Where the file lies in a data folder. */
  public String path() {
    return path;
  }

  List<String> header() {
    return schema.names();
  }

  Schema schema() {
    return schema;
  }

  List<String> targets() {
    return targets;
  }

  int rows() {
    return rows;
  }

  public Table load(DataFolder folder) {
    Path file = folder.file(path);
    Table table = read(file, CsvFormat.COMMA);
    table.requireRows(rows, file);
    return table;
  }

  /** A file of the same columns, whatever its number of rows. */
  Table read(Path file, CsvFormat format) {
    String name = path.substring(0, path.indexOf('/'));
    return new Table(name, Csv.read(file, format, schema.columns()), targets);
  }

  /** The 20 splits with which papers on regression compare themselves. */
  public List<Split> standardSplits(DataFolder folder) {
    String name = path.substring(0, path.indexOf('/'));
    return Split.standard(folder.file(name + "/test_splits.txt"), rows);
  }
}
