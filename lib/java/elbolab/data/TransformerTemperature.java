package elbolab.data;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Two transformers' hourly loads and oil temperature OT (ETT-small, Zhou et al. 2021), from
 * 2016-07-01 00:00 on.
 */
public enum TransformerTemperature {
  ETTH1("ett/ETTh1.csv"),
  ETTH2("ett/ETTh2.csv");

  /** Rows of the usual split: 12, 4 and 4 months of 30 days. */
  public static final int TRAIN_END = 8_640;

  public static final int VALIDATION_END = 11_520;
  public static final int TEST_END = 14_400;

  private final String path;

  TransformerTemperature(String path) {
    this.path = path;
  }

  public String path() {
    return path;
  }

  public TimeSeries load(DataFolder folder) {
    Path file = folder.file(path);
    return TimeSeries.read(name(), file, Duration.ofHours(1)).requireShape(17_420, 7, file);
  }
}
