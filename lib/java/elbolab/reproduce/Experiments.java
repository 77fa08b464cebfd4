package elbolab.reproduce;

import elbolab.reproduce.experiments.CircleFit;
import elbolab.reproduce.experiments.CollapseRemedies;
import elbolab.reproduce.experiments.DeepDiveCauses;
import elbolab.reproduce.experiments.DeepDiveForecaster;
import elbolab.reproduce.experiments.DeepDiveGait;
import elbolab.reproduce.experiments.DeepDiveTables;
import elbolab.reproduce.experiments.FaceHoles;
import elbolab.reproduce.experiments.ForecastBaselines;
import elbolab.reproduce.experiments.GlobalDomains;
import elbolab.reproduce.experiments.GlobalFaces;
import elbolab.reproduce.experiments.GlobalImages;
import elbolab.reproduce.experiments.GlobalPictures;
import elbolab.reproduce.experiments.HhVaemMissingCells;
import elbolab.reproduce.experiments.HhVaemParity;
import elbolab.reproduce.experiments.HhVaemTables;
import elbolab.reproduce.experiments.HmcPosteriors;
import elbolab.reproduce.experiments.HmcTrainingRounds;
import elbolab.reproduce.experiments.ImageTables;
import elbolab.reproduce.experiments.LatentOdeSpirals;
import elbolab.reproduce.experiments.MigGoldenBounds;
import elbolab.reproduce.experiments.MnistLikelihood;
import elbolab.reproduce.experiments.MultimodalBlocks;
import elbolab.reproduce.experiments.MultimodalImages;
import elbolab.reproduce.experiments.SaiaCurves;
import elbolab.reproduce.experiments.SparseSeries;
import elbolab.reproduce.experiments.VideoDigits;
import elbolab.show.Sheet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All experiments. */
public final class Experiments {
  private Experiments() {}

  /** In the order in which they are listed. */
  public static List<Experiment> at(Scale scale) {
    return List.of(
        HmcPosteriors.at(scale),
        HmcTrainingRounds.at(scale),
        MigGoldenBounds.at(scale),
        MnistLikelihood.at(scale),
        CollapseRemedies.at(scale),
        ForecastBaselines.at(scale),
        // Real walks before those made by the program: the first of two equal answers counts.
        DeepDiveGait.at(scale),
        DeepDiveTables.at(scale),
        DeepDiveCauses.at(scale),
        DeepDiveForecaster.at(scale),
        HhVaemTables.at(scale),
        HhVaemParity.at(scale),
        HhVaemMissingCells.at(scale),
        ImageTables.at(scale),
        FaceHoles.at(scale),
        SaiaCurves.at(scale),
        CircleFit.at(scale),
        LatentOdeSpirals.at(scale),
        SparseSeries.at(scale),
        GlobalImages.at(scale),
        GlobalPictures.at(scale),
        GlobalDomains.at(scale),
        GlobalFaces.at(scale),
        MultimodalImages.at(scale),
        MultimodalBlocks.at(scale),
        VideoDigits.at(scale));
  }

  /** Those of paper scale first. */
  public static List<Experiment> all() {
    return Stream.of(Scale.PAPER, Scale.QUICK).flatMap(scale -> at(scale).stream()).toList();
  }

  /** The findings of an experiment at paper scale, from the results that are there. */
  public static List<Sheet> findings(String id, Results results) {
    return findings(find(id, Scale.PAPER).orElseThrow(), results);
  }

  /** The findings of an experiment, none if there is no result of the settings that it has now. */
  public static List<Sheet> findings(Experiment experiment, Results results) {
    return results
        .find(experiment.id(), experiment.scale())
        .filter(result -> result.isOf(experiment))
        .map(experiment::findings)
        .orElse(List.of());
  }

  public static Optional<Experiment> find(String id, Scale scale) {
    return at(scale).stream().filter(experiment -> experiment.id().equals(id)).findFirst();
  }
}
