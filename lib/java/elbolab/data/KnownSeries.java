package elbolab.data;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * How a series of the catalogue is read.
 *
 * @param start the true moment of the first row, where the file has none or a relabelled one
 * @param length how many times it has; another number is another version
 * @param width how many channels a file with a header has
 * @param channels the names of those of a file of numbers alone, "0..320" for a range
 * @param note what to know of it
 */
public record KnownSeries(
    String name,
    String title,
    String file,
    String start,
    String step,
    int length,
    int width,
    List<String> channels,
    String note) {
  public KnownSeries {
    channels = channels == null ? List.of() : channels.stream().flatMap(KnownTable::range).toList();
    note = note == null ? "" : note;
  }

  public TimeSeries load(DataFolder folder) {
    Path path = folder.file(file);
    Duration each = Duration.parse(step);
    Optional<LocalDateTime> first = Optional.ofNullable(start).map(LocalDateTime::parse);
    if (!channels.isEmpty()) {
      return TimeSeries.readPlain(title, path, first, each, channels)
          .requireShape(length, channels.size(), path);
    }
    TimeSeries read = TimeSeries.read(path);
    if (!read.step().equals(each)) {
      throw new DataException(
          "%s: expected a step of %s, found %s".formatted(path, each, read.step()));
    }
    return new TimeSeries(title, first.or(read::start), each, read.channels(), read.values())
        .requireShape(length, width, path);
  }
}
