package elbolab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.series.FootWalk;
import elbolab.data.series.FootWalk.Kind;
import elbolab.data.series.FootWalks;
import elbolab.math.Quantile;
import elbolab.math.Rng;
import elbolab.show.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootWalksTest {
  @TempDir Path folder;

  private void packed(String file, String... lines) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Both feet of each record walk with strides of these samples, after standing still. */
  private void signals(String file, boolean lost, int length, int still, String[] names, int stride)
      throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(file)))) {
      for (String name : names) {
        for (String foot : List.of("L", "R")) {
          zip.putNextEntry(new ZipEntry(name + "_" + foot + ".csv"));
          StringBuilder text = new StringBuilder("acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z");
          text.append(lost ? ",lost\n" : "\n");
          for (int t = 0; t < length; t++) {
            double turn = 2 * Math.PI * t / stride;
            double wave = t < still ? 0 : Math.sin(turn) + 0.7 * Math.cos(2 * turn);
            text.append(t).append(",1,2,").append(wave).append(",0.1,0");
            text.append(lost ? ",0\n" : "\n");
          }
          zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        }
      }
    }
  }

  @Test
  void ofFilesMadeHere() throws IOException {
    packed(
        "gait_healthy_ipol/records.csv.gz",
        "record,subject,trial,age,gender,height_cm,weight_kg,samples_L,samples_R,lost_L,lost_R,trial_start,trial_end,uturn_start,uturn_end",
        "1-1,1,1,49,F,175.0,75.0,1900,1900,0,0,100,1800,900,1000",
        "2-1,2,1,60,M,167.0,nan,1900,1900,0,0,100,1800,900,1000");
    packed(
        "gait_healthy_ipol/foot_events.csv.gz",
        "record,foot,event,first,second",
        "1-1,L,0,150,190",
        "1-1,L,1,260,300",
        "1-1,L,2,950,990",
        "1-1,L,3,1110,1150",
        "1-1,R,0,205,245",
        "2-1,L,0,150,190");
    packed(
        "gait_stroke_movingreality/records.csv.gz",
        "record,patient,trial_type,treadmill_speed_m_s,samples_L,samples_R,packet_gaps_L,packet_gaps_R,source_folder",
        "pp01_1Reg,1,1Reg,,3000,3000,0,0,a",
        "pp01_2FB,1,2FB,0.4,3000,3000,0,0,b");
    String[] records = {"1-1", "2-1"};
    signals("gait_healthy_ipol/signals.zip", true, 1900, 0, records, 110);
    String[] trials = {"pp01_1Reg", "pp01_2FB"};
    signals("gait_stroke_movingreality/signals.zip", false, 3000, 700, trials, 150);

    DataFolder there = new DataFolder(List.of(folder), folder);
    assertTrue(FootWalks.isIn(there));
    FootWalks gait = FootWalks.load(there);
    assertEquals(2 * 2 * 2 + 2 * 2, gait.walks().size());

    FootWalk out = gait.walks().get(0);
    assertEquals("healthy 1", out.person());
    assertEquals('L', out.foot());
    assertEquals(800, out.recording().series().length());
    assertEquals(100, out.recording().series().value(0, 0), "the way out begins at sample 100");
    assertArrayEquals(new int[] {50, 160}, out.toeOffs(), "the swing in the turn is left out");
    assertEquals(1.25, out.metresPerSecond(), 1e-12);
    assertEquals(1.1, out.strideSeconds()[400], 1e-12);
    assertEquals(1.375, out.strideMetres(400), 1e-12);
    assertEquals(3, out.recording().labels().get(1).classes()[400], "1.1 s, the fourth class");
    FootWalk back = gait.walks().get(1);
    assertEquals(1000, back.recording().series().value(0, 0));
    assertArrayEquals(new int[] {110}, back.toeOffs());

    FootWalk patient = gait.walks().get(gait.walks().size() - 1);
    assertEquals("patient 1", patient.person());
    assertEquals(1, patient.recording().labels().get(0).classes()[0]);
    assertEquals(700, patient.recording().series().value(0, 0), 300, "not while it stands");
    assertEquals(1.5, patient.strideSeconds()[1000], 1e-12);
    assertEquals(0.6, patient.strideMetres(1000), 1e-12);
    assertTrue(Double.isNaN(gait.walks().get(8).metresPerSecond()), "self-paced");
  }

  /** The real ones: who is there, the steps marked by hand, and the split by people. */
  @Test
  void ofTheRealRecordings() {
    DataFolder standard = RealData.folderWith(FootWalks.FILES.toArray(String[]::new));
    FootWalks gait = FootWalks.load(standard);
    assertEquals(19, gait.people(Kind.HEALTHY).size());
    assertEquals(12, gait.people(Kind.STROKE).size());
    assertEquals(110 * 4 + 24 * 2, gait.walks().size());

    List<FootWalk.MarkedStride> marked =
        gait.walks().stream().flatMap(walk -> walk.markedStrides().stream()).toList();
    assertTrue(marked.size() > 2500, marked.size() + " strides marked by hand");
    double[] errors = Values.of(marked, stride -> Math.abs(stride.told() - stride.seconds()));
    assertTrue(Quantile.of(errors, 0.5) <= 0.025, "median " + Quantile.of(errors, 0.5) + " s");
    assertTrue(Quantile.of(errors, 0.9) <= 0.1, "nine in ten " + Quantile.of(errors, 0.9) + " s");

    for (long seed = 1; seed <= 3; seed++) {
      FootWalks.PeopleSplit split = gait.split(Rng.of(seed, "people"));
      List<Set<String>> people = new ArrayList<>();
      for (List<FootWalk> block : List.of(split.train(), split.validation(), split.test())) {
        people.add(new HashSet<>(block.stream().map(FootWalk::person).toList()));
      }
      assertEquals(List.of(25, 3, 3), people.stream().map(Set::size).toList());
      Set<String> all = new HashSet<>();
      people.forEach(all::addAll);
      assertEquals(31, all.size(), "nobody is in two blocks");
      assertEquals(
          gait.walks().size(),
          split.train().size() + split.validation().size() + split.test().size());
    }
  }
}
