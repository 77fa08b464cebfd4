/**
 * Sequential active information acquisition (thesis, sections 5.3 and 5.4.4): which feature of a
 * row to look up next, so that its target is known soonest. A {@link elbolab.saia.Reward} says what
 * each missing feature is worth, {@link elbolab.saia.Acquisition} looks up the best one of each row
 * until all are known, {@link elbolab.saia.AcquisitionPaths} holds what came of it. The model is
 * any {@link elbolab.saia.AcquisitionModel}: it must be able to sample what is missing.
 *
 * <pre>{@code
 * import elbolab.data.*;
 * import elbolab.hhvaem.*;
 * import elbolab.math.Rng;
 * import elbolab.saia.*;
 *
 * Table table = GeneratedTable.of(220, "real", 1);
 * HhVaem model = HhVaem.of(Features.of(table), HhVaemOptions.vaem(3).hidden(32));
 * Dataset data = model.features().encode(table);
 * model.fitting(data, TrainingLengths.steps(50).marginalSteps(50)).run();
 * Acquisition acquisition = Acquisition.of(HhVaemModel.of(model), 50, 1);
 * AcquisitionPaths paths = acquisition.run(data.rows(0, 1, 2, 3), HistogramReward.standard());
 * double[] rmse = paths.curve(Measure.RMSE);
 * }</pre>
 */
package elbolab.saia;
