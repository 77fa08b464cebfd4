package elbolab.reproduce;

import elbolab.data.DataFolder;
import java.nio.file.Path;
import java.util.List;

/** A reproduction of 24 units in a process of its own; says when it begins and ends. */
public final class KilledReproduction {
  static final int SEEDS = 12;

  private KilledReproduction() {}

  static Experiment experiment() {
    return DiceExperiment.at(Scale.QUICK).with(new DiceExperiment.Settings(300_000, 0));
  }

  static List<Unit> units() {
    return experiment().units("fair", SEEDS);
  }

  public static void main(String[] arguments) {
    Reproduction reproduction =
        new Reproduction(experiment(), DataFolder.standard(), Path.of(arguments[0]));
    System.out.println("begin " + reproduction.soFar().units().size());
    units().forEach(reproduction::run);
    System.out.println("end");
  }
}
