package elbolab.spark;

import elbolab.reproduce.Workplace;

/** Found by {@link Workplace#cluster} where this room is on the class path. */
public final class SparkProvider implements Workplace.Provider {
  @Override
  public Workplace connect(String master) {
    return SparkWorkplace.at(master);
  }
}
