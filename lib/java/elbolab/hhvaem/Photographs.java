package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.data.Pictures;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Photographs as rows of cells: each level of each colour is a number in [0, 1], and nothing else
 * is to be told.
 *
 * <pre>{@code
 * Photographs faces = new Photographs(Catalogue.pictures("celeba_10k").load(folder));
 * HhVaem model = HhVaem.of(faces.asFeatures(), HhVaemOptions.hhVaem(32, 16).hidden(512),
 *     ImageNetworks.colour(64, 64));
 * }</pre>
 */
public record Photographs(Pictures pictures) implements ImageCells {
  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public int[] shape() {
    return new int[] {pictures.features()};
  }

  @Override
  public int height() {
    return pictures.height();
  }

  @Override
  public int width() {
    return pictures.width();
  }

  @Override
  public Observed rows(int... rows) {
    Observed images = pictures.rows(rows);
    return Observed.complete(images.values().reshape(rows.length, pictures.features()));
  }

  @Override
  public Features asFeatures() {
    int area = height() * width();
    List<Feature> levels =
        IntStream.range(0, pictures.features())
            .mapToObj(
                p ->
                    new Feature(
                        "channel %d, pixel %d, %d"
                            .formatted(p / area, p % area / width(), p % width()),
                        FeatureKind.GAUSSIAN,
                        List.of(),
                        0,
                        1,
                        0,
                        1))
            .toList();
    return new Features(levels, List.of());
  }
}
