package elbolab.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final Path PUBLISHED = Path.of("data/published");

  /** The value of every line of every file, found without the library's reader of tables. */
  private static List<String> printed(Path file) throws IOException {
    List<String> values = new ArrayList<>();
    for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
      String[] fields = line.split(",", -1);
      values.add(fields[fields.length - 2]);
    }
    return values;
  }

  @Test
  void everyPrintedNumberHasExactlyOneClaim() throws IOException {
    int numbers = 0;
    try (Stream<Path> files = Files.list(PUBLISHED)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        String name = file.getFileName().toString().replace(".csv", "");
        if (!name.equals("index")) {
          List<String> claimed = Claims.named(name).stream().map(Claim::printed).toList();
          assertEquals(printed(file), claimed, name);
          numbers += claimed.size();
        }
      }
    }
    assertTrue(numbers > 450, numbers + " numbers");
    assertEquals(numbers, Claims.all().size());
  }

  @Test
  void namesAreTypableAndMeanOneThing() {
    Set<String> ids = new HashSet<>();
    for (Claim claim : Claims.all()) {
      assertTrue(claim.id().matches("[A-Za-z0-9._+-]+(/[A-Za-z0-9._+-]+)+"), claim.id());
      assertTrue(ids.add(claim.id()), claim.id());
      assertEquals(List.of(claim), Claims.named(claim.id()));
    }
    Set<String> tables = new HashSet<>();
    for (ClaimTable table : Claims.tables()) {
      assertTrue(tables.add(table.id()), table.id());
      assertEquals(table.claims(), Claims.named(table.id()));
    }
  }

  @Test
  void tablesAndPapersByTheirShortNames() {
    assertEquals(8, Claims.named("deepdive-2").size());
    assertEquals(50, Claims.named("hhvaem-5.1").size());
    assertEquals(48, Claims.named("deepdive").size());
    assertEquals(30, Claims.named("hhvaem-B.3-B.5").size());
    assertEquals(2, Claims.named("hhvaem-figure-5.8").size());
    assertEquals(List.of(), Claims.named("deepdive-4"));
    assertEquals("0.0998", Claims.of("deepdive-2/DeepDIVE/forecast_rrse").printed());
    assertEquals(
        "Electricity: forecast RRSE at four horizons: DeepDIVE, horizon 24",
        Claims.of("deepdive-3/DeepDIVE/24").quantity());
    assertTrue(Claims.of("deepdive-3/DeepDIVE/24").note().contains("0.1000 is likely meant"));
    String nearest =
        assertThrows(IllegalArgumentException.class, () -> Claims.of("deepdive-3/DeepDive/23"))
            .getMessage();
    assertTrue(nearest.contains("nearest: deepdive-3/DeepDIVE/"), nearest);
  }

  @Test
  void tolerancesSayWhereTheyComeFrom() {
    Claim spread = Claims.of("deepdive-2/DeepDIVE-a/reconstruction_rrse");
    assertEquals(2 * 0.0020 / Math.sqrt(30) + 0.00005, spread.tolerance().value(), 1e-15);
    assertEquals(30, spread.protocol().runs());
    Claim rounded = Claims.of("deepdive-1/DeepDIVE/mig");
    assertEquals(0.00005, rounded.tolerance().value(), 1e-15);
    Claim exact = Claims.of("hmc-posteriors/normal-with-inverse-gamma-variance/E-s");
    assertEquals(49 / 24.0, exact.printedValue(), 1e-15);
    assertEquals(0.066, Claims.of("hmc-posteriors/eight-schools/mu").tolerance().value(), 1e-15);
    for (Claim claim : Claims.all()) {
      assertFalse(claim.tolerance().reason().isBlank() || claim.source().isBlank());
    }
  }

  @Test
  void boundsAreBounds() {
    Claim lower = Claims.of("mig-golden-bounds/identity/lower");
    Claim upper = Claims.of("mig-golden-bounds/constant/upper");
    assertEquals(Relation.AT_LEAST, lower.relation());
    assertEquals(Relation.AT_MOST, upper.relation());
    assertEquals(Relation.EQUAL, Claims.of("mtgnn-2/AR/rse/3").relation());
  }
}
