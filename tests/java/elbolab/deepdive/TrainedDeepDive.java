package elbolab.deepdive;

import elbolab.data.series.ForecastData;
import elbolab.nn.Adam;
import elbolab.nn.Schedule;
import elbolab.train.Plan;
import elbolab.train.Trainer;

/** A model after 60 interleaved steps on generated loads; prints the hash of its parameters. */
public final class TrainedDeepDive {
  private TrainedDeepDive() {}

  public static void main(String[] arguments) {
    System.out.println(hash());
  }

  public static String hash() {
    ForecastData data = SmallModels.data();
    return train(data, SmallModels.options(data), 60).parameters().hash();
  }

  static DeepDive train(ForecastData data, DeepDiveOptions options, long steps) {
    DeepDive model = DeepDive.of(options);
    Interleaving training = new Interleaving(model);
    var rate = Adam.Options.rate(Schedule.constant(3e-3));
    new Trainer(model.parameters(), new Plan(data.train().size(), 32, steps, 1))
        .run(training.passes(data.train(), rate));
    return model;
  }
}
