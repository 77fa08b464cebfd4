package elbolab.vae;

import static elbolab.vae.Fit.epochs;
import static elbolab.vae.VaeOptions.latent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.CategoryColumn;
import elbolab.data.ColumnKind;
import elbolab.data.Missingness;
import elbolab.data.NumberColumn;
import elbolab.data.Table;
import elbolab.data.TableEncoding;
import elbolab.math.Rng;
import elbolab.prob.Distribution;
import elbolab.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableVaeTest {
  private static final String[] COLOURS = {"red", "green", "blue"};
  private static final double[] PLACES = {-2, 0, 2};

  /** A colour, a place that follows from it up to noise, and whether the place is above 0. */
  private static Table drawn(int rows, long seed) {
    Rng rng = Rng.of(seed, "colours and places");
    int[] colours = new int[rows];
    double[] places = new double[rows];
    int[] above = new int[rows];
    for (int i = 0; i < rows; i++) {
      colours[i] = rng.nextInt(3);
      places[i] = PLACES[colours[i]] + 0.3 * rng.nextGaussian();
      above[i] = places[i] > 0 ? 1 : 0;
    }
    return new Table(
        "drawn",
        List.of(
            new CategoryColumn("colour", ColumnKind.CATEGORICAL, List.of(COLOURS), colours),
            new NumberColumn("place", ColumnKind.REAL, places),
            new CategoryColumn("above", ColumnKind.BINARY, List.of("no", "yes"), above)),
        List.of());
  }

  /** Each kind of column against its density, written out; draws against the means. */
  @Test
  void columnsHaveTheDensitiesOfTheirKinds() {
    TableEncoding encoding = TableEncoding.fit(drawn(50, 1));
    MixedColumns columns = MixedColumns.of(encoding);
    assertEquals(10, columns.outputs(5));
    float[] outputs = {0.2f, -1, 0.5f, 0.7f, -0.4f, 9, 9, 9, -0.6f, 9};
    float[] x = {0, 1, 0, 1.1f, 1};
    Distribution p = columns.of(Tensor.of(outputs, 1, 10));
    double[] e = {Math.exp(0.2f), Math.exp(-1), Math.exp(0.5f)};
    double colour = Math.log(e[1] / (e[0] + e[1] + e[2]));
    double scaled = (1.1 - 0.7) / Math.exp(-0.6);
    double place = -0.5 * scaled * scaled + 0.6 - 0.5 * Math.log(2 * Math.PI);
    double above = -Math.log(1 + Math.exp(0.4));
    assertEquals(colour + place + above, p.rowLogProb(Tensor.of(x, 1, 5)).item(), 1e-6);

    int draws = 20_000;
    float[] mean = columns.mean(Tensor.of(outputs, 1, 10)).toArray();
    float[] many =
        columns.of(Tensor.of(outputs, 1, 10).expand(draws, 10)).sample(Rng.of(1, "x")).toArray();
    for (int d = 0; d < 5; d++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < draws; i++) {
        sum += many[i * 5 + d];
        squares += many[i * 5 + d] * many[i * 5 + d];
      }
      double average = sum / draws;
      double error = Math.sqrt((squares / draws - average * average) / draws);
      assertEquals(mean[d], average, 4 * error, "number " + d);
    }
  }

  /** A hidden colour follows from the place, a hidden place from the colour up to its noise. */
  @Test
  void hiddenCellsAreFoundFromTheOthers() {
    Table training = drawn(1500, 2);
    TableVae vae = TableVae.of(training, latent(2).hidden(64).seed(1));
    vae.fit(training, epochs(150).rate(5e-3, 1e-4));
    Table truth = drawn(400, 3);
    Table gaps = Missingness.atRandom(0.3).hide(truth, Rng.of(4, "gaps"), "colour", "place");
    Table completed = vae.complete(gaps, Rng.of(5, "cells"));
    int hiddenColours = 0;
    int right = 0;
    double squares = 0;
    int hiddenPlaces = 0;
    for (int row = 0; row < truth.rows(); row++) {
      boolean colourGone = gaps.column("colour").isMissing(row);
      boolean placeGone = gaps.column("place").isMissing(row);
      if (colourGone && !placeGone) {
        hiddenColours++;
        right +=
            completed.column("colour").text(row).equals(truth.column("colour").text(row)) ? 1 : 0;
      } else if (placeGone && !colourGone) {
        double off = completed.numbers("place")[row] - truth.numbers("place")[row];
        squares += off * off;
        hiddenPlaces++;
      } else if (!colourGone) {
        assertEquals(truth.numbers("place")[row], completed.numbers("place")[row]);
      }
    }
    // The places are three deviations from the nearest border between two colours.
    assertTrue(right >= 0.97 * hiddenColours, right + " of " + hiddenColours);
    // The noise of a place is 0.3, the deviation of the column 1.66.
    double error = Math.sqrt(squares / hiddenPlaces);
    assertTrue(error < 0.5, "places are off by " + error);
  }
}
