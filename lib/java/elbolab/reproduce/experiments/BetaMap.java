package elbolab.reproduce.experiments;

import elbolab.data.Dataset;
import elbolab.global.GlobalVae;
import elbolab.global.GroupCodes;
import elbolab.global.GroupKind;
import elbolab.global.TsnePlane;
import elbolab.show.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plane in which t-SNE puts β of groups (the thesis, figures 4.7 b and 4.8).
 *
 * @param way more points β, drawn as a path; none: no path
 */
record BetaMap(GlobalVae model, Dataset images, List<double[]> way) {
  /** So many groups of each kind. */
  Plot plot(String title, int[] counts, GroupKind... kinds) {
    int[][] groups = GroupKind.groups(counts, GlobalModel.SIZE, 1, kinds);
    List<double[]> codes = new ArrayList<>(List.of(GroupCodes.BETA.of(model, images, groups)));
    codes.addAll(way);
    double[][] plane = TsnePlane.of(codes.toArray(double[][]::new), 1);
    double[] x = Arrays.stream(plane).mapToDouble(point -> point[0]).toArray();
    double[] y = Arrays.stream(plane).mapToDouble(point -> point[1]).toArray();
    int count = groups.length;
    Plot plot =
        Plot.of(title)
            .x("first coordinate")
            .y("second coordinate")
            .points(
                Arrays.copyOf(x, count),
                Arrays.copyOf(y, count),
                GroupKind.kinds(counts),
                Arrays.stream(kinds).map(GroupKind::name).toArray(String[]::new))
            .size(760, 520);
    return way.isEmpty()
        ? plot
        : plot.line(
            "from β₁ to β₂",
            Arrays.copyOfRange(x, count, x.length),
            Arrays.copyOfRange(y, count, y.length));
  }
}
