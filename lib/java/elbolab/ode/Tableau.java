package elbolab.ode;

import static elbolab.math.Equation.Paper.REPORT;

import elbolab.math.Equation;
import java.util.List;

/**
 * An explicit Runge–Kutta method as data. From z at t it goes to t + h by
 *
 * <p>kᵢ = f(t + cᵢh, z + h Σⱼ aᵢⱼkⱼ), z' = z + h Σ bᵢkᵢ,
 *
 * <p>and between the two z(t + θh) = z + h Σ bᵢ(θ)kᵢ with polynomials bᵢ(θ). A tableau proves its
 * own algebra before it exists: rows of a sum to c, the polynomials end in b, and every order
 * condition holds up to the orders stated, those of the polynomials for all θ at once.
 *
 * @param a row i holds the weights of stages 0 to i − 1
 * @param b the weights of the step
 * @param c where in the step the stages lie
 * @param error b less the weights of a second method of another order; empty if there is none
 * @param dense row i holds the coefficients of θ, θ², … in bᵢ(θ)
 * @param order of the step
 * @param errorOrder of the second method; 0 if there is none
 * @param denseOrder of the polynomials
 */
public record Tableau(
    String name,
    double[][] a,
    double[] b,
    double[] c,
    double[] error,
    double[][] dense,
    int order,
    int errorOrder,
    int denseOrder) {
  /** The coefficients are known to 16 digits, and are up to 90 in size. */
  private static final double ROUNDING = 1e-12;

  public Tableau {
    int stages = b.length;
    if (a.length != stages || c.length != stages || dense.length != stages) {
      throw new IllegalArgumentException(
          "%s: %d rows of a, %d of c and %d of dense for %d stages"
              .formatted(name, a.length, c.length, dense.length, stages));
    }
    for (int i = 0; i < stages; i++) {
      if (a[i].length != i) {
        throw new IllegalArgumentException(
            "%s: row %d of a has %d weights: an explicit method has %d"
                .formatted(name, i, a[i].length, i));
      }
      require(name, "row " + i + " of a sums to c", sum(a[i]), c[i]);
      require(name, "b(1) of stage " + i, sum(dense[i]), b[i]);
    }
    for (RootedTree tree : RootedTree.upTo(Math.max(order, denseOrder))) {
      double[] weights = tree.weights(a);
      int vertices = tree.vertices();
      if (vertices <= order) {
        require(name, "order condition " + tree, dot(b, weights), 1 / tree.density());
      }
      if (vertices <= errorOrder) {
        require(name, "order condition " + tree + " of the error", dot(error, weights), 0);
      }
      for (int power = 1; vertices <= denseOrder && power <= dense[0].length; power++) {
        require(
            name,
            "order condition " + tree + " of the dense output at θ^" + power,
            dot(column(dense, power - 1), weights),
            power == vertices ? 1 / tree.density() : 0);
      }
    }
  }

  private static void require(String name, String what, double value, double expected) {
    if (!(Math.abs(value - expected) <= ROUNDING * Math.max(1, Math.abs(expected)))) {
      throw new IllegalArgumentException(
          "%s: %s is %s instead of %s".formatted(name, what, value, expected));
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[] column(double[][] rows, int column) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[i][column];
    }
    return values;
  }

  public int stages() {
    return b.length;
  }

  public boolean estimatesItsError() {
    return error.length > 0;
  }

  /** Whether the last stage is the first one of the next step. */
  boolean lastIsNextFirst() {
    int last = stages() - 1;
    if (last == 0 || c[last] != 1 || b[last] != 0) {
      return false;
    }
    for (int j = 0; j < last; j++) {
      if (a[last][j] != b[j]) {
        return false;
      }
    }
    return true;
  }

  /** Coefficients of θ^(power) in the polynomials of all stages. */
  double[] denseColumn(int power) {
    return column(dense, power - 1);
  }

  int denseDegree() {
    return dense[0].length;
  }

  @Override
  public String toString() {
    return name;
  }

  /** z' = z + h f(z): with h = 1 a residual network's layer (the report's eq. 20). */
  @Equation(paper = REPORT, number = "20", test = "SolverTest#aResidualNetworkIsEuler")
  public static final Tableau EULER =
      new Tableau(
          "Euler",
          new double[][] {{}},
          new double[] {1},
          new double[] {0},
          new double[0],
          new double[][] {{1}},
          1,
          0,
          1);

  public static final Tableau MIDPOINT =
      new Tableau(
          "midpoint",
          new double[][] {{}, {0.5}},
          new double[] {0, 1},
          new double[] {0, 0.5},
          new double[0],
          new double[][] {{1, -1}, {0, 1}},
          2,
          0,
          2);

  public static final Tableau HEUN =
      new Tableau(
          "Heun",
          new double[][] {{}, {1}},
          new double[] {0.5, 0.5},
          new double[] {0, 1},
          new double[0],
          new double[][] {{1, -0.5}, {0, 0.5}},
          2,
          0,
          2);

  /** The classical method of fourth order. */
  public static final Tableau RK4 =
      new Tableau(
          "RK4",
          new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
          new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0},
          new double[] {0, 0.5, 0.5, 1},
          new double[0],
          new double[][] {
            {1, -1.5, 2 / 3.0}, {0, 1, -2 / 3.0}, {0, 1, -2 / 3.0}, {0, -0.5, 2 / 3.0}
          },
          4,
          0,
          3);

  /** Bogacki and Shampine 1989; its dense output is Hermite's cubic. */
  public static final Tableau BOGACKI_SHAMPINE =
      new Tableau(
          "Bogacki–Shampine 3(2)",
          new double[][] {{}, {0.5}, {0, 0.75}, {2 / 9.0, 1 / 3.0, 4 / 9.0}},
          new double[] {2 / 9.0, 1 / 3.0, 4 / 9.0, 0},
          new double[] {0, 0.5, 0.75, 1},
          new double[] {2 / 9.0 - 7 / 24.0, 1 / 3.0 - 0.25, 4 / 9.0 - 1 / 3.0, -0.125},
          new double[][] {
            {1, -2 + 2 / 3.0, 1 - 4 / 9.0},
            {0, 1, -2 / 3.0},
            {0, 4 / 3.0, -8 / 9.0},
            {0, -1, 1}
          },
          3,
          2,
          3);

  /** Dormand and Prince 1980, with Shampine's dense output of fourth order. */
  public static final Tableau DORMAND_PRINCE =
      new Tableau(
          "Dormand–Prince 5(4)",
          new double[][] {
            {},
            {1 / 5.0},
            {3 / 40.0, 9 / 40.0},
            {44 / 45.0, -56 / 15.0, 32 / 9.0},
            {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
            {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
            {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
          },
          new double[] {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0, 0},
          new double[] {0, 0.2, 0.3, 0.8, 8 / 9.0, 1, 1},
          new double[] {
            71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
          },
          new double[][] {
            {
              1,
              -8048581381.0 / 2820520608.0,
              8663915743.0 / 2820520608.0,
              -12715105075.0 / 11282082432.0
            },
            {0, 0, 0, 0},
            {
              0,
              131558114200.0 / 32700410799.0,
              -68118460800.0 / 10900136933.0,
              87487479700.0 / 32700410799.0
            },
            {
              0,
              -1754552775.0 / 470086768.0,
              14199869525.0 / 1410260304.0,
              -10690763975.0 / 1880347072.0
            },
            {
              0,
              127303824393.0 / 49829197408.0,
              -318862633887.0 / 49829197408.0,
              701980252875.0 / 199316789632.0
            },
            {
              0, -282668133.0 / 205662961.0, 2019193451.0 / 616988883.0, -1453857185.0 / 822651844.0
            },
            {0, 40617522.0 / 29380423.0, -110615467.0 / 29380423.0, 69997945.0 / 29380423.0}
          },
          5,
          4,
          4);

  /** Tsitouras 2011, with its own dense output of fourth order. */
  public static final Tableau TSITOURAS =
      new Tableau(
          "Tsitouras 5(4)",
          new double[][] {
            {},
            {0.161},
            {-0.008480655492356989, 0.335480655492357},
            {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
            {5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525},
            {
              5.86145544294642,
              -12.92096931784711,
              8.159367898576159,
              -0.071584973281401,
              -0.028269050394068383
            },
            {
              0.09646076681806523,
              0.01,
              0.4798896504144996,
              1.379008574103742,
              -3.290069515436081,
              2.324710524099774
            }
          },
          new double[] {
            0.09646076681806523,
            0.01,
            0.4798896504144996,
            1.379008574103742,
            -3.290069515436081,
            2.324710524099774,
            0
          },
          new double[] {0, 0.161, 0.327, 0.9, 0.9800255409045097, 1, 1},
          new double[] {
            -0.00178001105222577714,
            -0.0008164344596567469,
            0.007880878010261995,
            -0.1447110071732629,
            0.5823571654525552,
            -0.45808210592918697,
            1 / 66.0
          },
          new double[][] {
            {1, -2.763706197274826, 2.9132554618219126, -1.0530884977290216},
            {0, 0.13169999999999998, -0.2234, 0.1017},
            {0, 3.9302962368947516, -5.941033872131505, 2.490627285651253},
            {0, -12.411077166933676, 30.33818863028232, -16.548102889244902},
            {0, 37.50931341651104, -88.1789048947664, 47.37952196281928},
            {0, -27.896526289197286, 65.09189467479366, -34.87065786149661},
            {0, 1.5, -4, 2.5}
          },
          5,
          4,
          4);

  /** All methods that there are, by their order. */
  public static List<Tableau> all() {
    return List.of(EULER, MIDPOINT, HEUN, BOGACKI_SHAMPINE, RK4, DORMAND_PRINCE, TSITOURAS);
  }
}
