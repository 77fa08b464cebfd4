/**
 * Data sets: a reader's own tables and series, the catalogue and the way to fetch it, generated
 * stand-ins. Errors name the file, the line and the column. Three types to begin with: {@link
 * elbolab.data.Table} with its columns' kinds told from their values, {@link
 * elbolab.data.TableEncoding} from a table to numbers and back, and {@link elbolab.data.Dataset},
 * examples of which some numbers may be missing, which every model learns from.
 *
 * <pre>{@code
 * import elbolab.data.*;
 * import elbolab.math.Rng;
 *
 * Table table = Table.read("data/samples/houses.csv").withTargets("price");   // kinds inferred
 * Table holes = Missingness.atRandom(0.25).hide(table, Rng.of(1, "holes"));
 * TableEncoding encoding = TableEncoding.fit(table);
 * Observed all = encoding.encode(holes).all();                        // values and their mask
 * Table completed = encoding.complete(holes, all.values());           // .save(path) writes it
 * }</pre>
 *
 * {@link elbolab.data.series} cuts series into windows for forecasting:
 *
 * <pre>{@code
 * TimeSeries load = TimeSeries.read("load.csv");                      // times and step are found
 * ForecastData data = load.windows(168, 24, CalendarLabel.HOUR, CalendarLabel.WEEKDAY);
 * Tensor x = data.train().inputs(0, 1, 2);                            // [B, l, L]
 * WindowLabel hour = data.train().label("hour");                      // K = hour.classCount()
 *
 * Autoregression ar =
 *     Autoregression.fit(data, Autoregression.Options.of(Autoregression.Weights.PER_SERIES));
 * System.out.println(ForecastScores.of(ar, data, data.test()));       // in the units of the file
 * }</pre>
 *
 * Where the truth has to be known data are generated: {@link elbolab.data.GeneratedDigits}, {@link
 * elbolab.data.Spirals}, and {@link elbolab.data.NoisyCurve} with {@link
 * elbolab.data.FittingErrors}, what polynomials make of it.
 *
 * <p>The public tables, series and {@link elbolab.data.Pictures} are named in the catalogue: {@code
 * Catalogue.table("boston").load(DataFolder.standard())}.
 */
package elbolab.data;
