package elbolab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training process is killed (SIGKILL) at random moments and started again, over and over: every
 * run ends with the bits of one that was never disturbed. The undisturbed run uses the vector path
 * in this process, the killed ones the scalar path in theirs.
 */
class KillTest {
  private static final int KILLS = 20;

  @TempDir Path folder;

  private String undisturbed() {
    KilledTraining training = new KilledTraining();
    TrainingResult result = training.run(training.trainer(KilledTraining.STEPS));
    assertNotEquals((long) KilledTraining.STEPS, result.best().orElseThrow().step());
    return "end " + training.fingerprint(result);
  }

  @Test
  @Timeout(180)
  void everyResumeEndsWithTheSameBits() throws Exception {
    String wanted = undisturbed();
    Rng moments = Rng.of(20, "moments");
    Set<Long> resumedAt = new HashSet<>();
    int kills = 0;
    int ends = 0;
    long longest =
        0; // of a wait, in milliseconds: half of what the first run took, which is let go to its
    // end
    while (kills < KILLS) {
      Path checkpoint = folder.resolve("run" + ends + ".checkpoint");
      long wait = ends == 0 ? Integer.MAX_VALUE : (long) (moments.nextDouble() * longest);
      Process child = start(checkpoint);
      try (BufferedReader out = child.inputReader()) {
        String begin = out.readLine();
        assertNotNull(begin, "the child did not start");
        long began = System.nanoTime();
        resumedAt.add(Long.parseLong(begin.substring("begin ".length())));
        if (!child.waitFor(wait, TimeUnit.MILLISECONDS)) {
          child.destroyForcibly().waitFor();
          kills++;
          checkThatWhatIsThereCanBeRead(checkpoint);
        } else {
          assertEquals(wanted, out.readLine());
          ends++;
          longest = Math.max(longest, (System.nanoTime() - began) / 2_000_000);
        }
      } finally {
        child.destroyForcibly();
      }
    }
    assertTrue(resumedAt.size() > KILLS / 2, "killed at too few different steps: " + resumedAt);
  }

  private static void checkThatWhatIsThereCanBeRead(Path checkpoint) throws IOException {
    if (Files.exists(checkpoint)) {
      assertTrue(Checkpoint.read(checkpoint).step() >= 1);
    }
  }

  private static Process start(Path checkpoint) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledTraining.class.getName(),
            checkpoint.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
