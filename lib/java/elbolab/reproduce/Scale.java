package elbolab.reproduce;

import com.google.gson.annotations.SerializedName;
import elbolab.data.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much is computed. Results of different scale are never mixed in one verdict. */
public enum Scale {
  /** Minutes on a laptop: shows that everything runs, and roughly what comes out. */
  @SerializedName("quick")
  QUICK,
  /** The settings of the paper, as far as it states them. */
  @SerializedName("paper")
  PAPER;

  /** The scale of this name, in small letters as the command line writes it. */
  public static Scale of(String name) {
    List<String> names = Arrays.stream(values()).map(Scale::toString).toList();
    if (!names.contains(name)) {
      throw new UsageError("no scale '%s'; nearest: %s".formatted(name, Nearest.of(name, names)));
    }
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
