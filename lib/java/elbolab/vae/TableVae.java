package elbolab.vae;

import elbolab.data.Dataset;
import elbolab.data.Missingness;
import elbolab.data.Table;
import elbolab.data.TableEncoding;
import elbolab.math.Rng;
import elbolab.show.Plot;
import elbolab.tensor.Tensor;
import elbolab.train.TrainingResult;

/**
 * A VAE of a table of mixed columns, with cells missing. What of the table is seen is hidden again
 * in part each time a row is used, so that the encoder learns to do without.
 *
 * <pre>{@code
 * Table table = Table.read("my.csv");
 * TableVae vae = TableVae.of(table, latent(2).hidden(64));
 * vae.fit(table, epochs(50).seed(1).live());
 * show(vae.latentPlot(table));
 * Table completed = vae.complete(table, Rng.of(1, "cells"));
 * }</pre>
 */
public record TableVae(TableEncoding encoding, Vae vae) {
  private static final int PROPOSALS = 100;
  private static final double MOST_HIDDEN = 0.5;

  /** With the encoding and the likelihood of this table's columns. */
  public static TableVae of(Table training, VaeOptions options) {
    TableEncoding encoding = TableEncoding.fit(training);
    return new TableVae(
        encoding,
        Vae.of(
            options.features(encoding.width()).likelihood(MixedColumns.of(encoding)).masked(true)));
  }

  /** Trains on the table's rows; up to half of a row's cells are hidden each time it is used. */
  public TrainingResult fit(Table table, Fit how) {
    Missingness hidden = Missingness.rowRates(0, MOST_HIDDEN);
    return vae.fit(encoding.encode(table), how.augmentation(hidden.eachTime(encoding.featureOf())));
  }

  /** The mean codes of the rows, for a VAE with two latent numbers. */
  public Plot latentPlot(Table table) {
    LatentPlane plane = LatentPlane.of(vae, encoding.encode(table));
    return plane.points(table.name() + " in the latent plane");
  }

  /** The same, coloured by a column of categories. */
  public Plot latentPlot(Table table, String column) {
    var categories = table.categories(column);
    return LatentPlane.of(vae, encoding.encode(table))
        .byClass(
            table.name() + " in the latent plane, by " + column,
            categories.codes(),
            categories.levels().toArray(String[]::new));
  }

  /** What the model says of the missing cells, in the numbers of the encoding. */
  public Imputation impute(Table table, int draws, Rng rng) {
    return Imputation.of(vae, encoding.encode(table), PROPOSALS, draws, rng);
  }

  /** The table with each missing cell filled: a number by its mean, a category by its likeliest. */
  public Table complete(Table table, Rng rng) {
    Dataset data = encoding.encode(table);
    float[] mean = Imputation.of(vae, data, PROPOSALS, 0, rng).mean();
    return encoding.complete(table, Tensor.of(mean, data.size(), data.features()));
  }
}
