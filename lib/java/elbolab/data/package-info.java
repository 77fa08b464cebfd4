/**
 * Data sets: the catalogue, the way to fetch them, readers that name the file, the line and the
 * column when something is wrong, and generated stand-ins. {@link elbolab.data.series} cuts series
 * into windows for forecasting:
 *
 * <pre>{@code
 * TimeSeries load = Catalogue.series("electricity_2").load(DataFolder.standard());
 * SyntheticLoad made = SyntheticLoad.generate(SyntheticLoad.Options.DEFAULT, Rng.of(1, "load"));
 *
 * WindowOptions options = WindowOptions.of(WindowShape.atDistance(168, 24));
 * ForecastData data = ForecastData.of(made.series(), options, CalendarLabel.values());
 * WindowSet train = data.train();
 * int[] rows = {0, 1, 2};
 * Tensor x = train.inputs(rows);                    // [B, l, L]
 * Tensor y = train.targets(rows);                   // [B, l, H]
 * WindowLabel hour = train.label("hour");           // K = hour.classCount(), n_k = hour.counts()
 * int[] hours = hour.of(rows);
 *
 * Autoregression ar =
 *     Autoregression.fit(data, Autoregression.Options.of(Autoregression.Weights.PER_SERIES));
 * ForecastScores scores = ForecastScores.of(ar, data, data.test());
 * ForecastScores naive = ForecastScores.of(Forecaster.lastValue(), data, data.test());
 * System.out.println(scores);                       // RRSE, CORR and MSE in the units of the file
 *
 * SyntheticGait gait = SyntheticGait.generate(SyntheticGait.Options.DEFAULT, Rng.of(1, "gait"));
 * ForecastData walks =
 *     ForecastData.of(
 *         gait.recordings(),
 *         WindowOptions.of(gait.options().shape()).with(BlockRatio.EIGHT_ONE_ONE));
 * }</pre>
 */
package elbolab.data;
