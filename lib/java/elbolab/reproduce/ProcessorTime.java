package elbolab.reproduce;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The time that this process has been computing, on all its threads: unlike wall time it hardly
 * depends on what else the machine is doing.
 */
public final class ProcessorTime {
  /**
   * The name under which a unit may give the processor seconds of its training. They are kept with
   * the run and are no part of the result, which is the same bits each time.
   */
  public static final String OF_TRAINING = "processor seconds of training";

  private ProcessorTime() {}

  /** Seconds since the process began; NaN where the system does not tell. */
  public static double seconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            && system.getProcessCpuTime() >= 0
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }
}
