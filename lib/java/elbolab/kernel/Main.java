package elbolab.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Starts the kernel: {@code java … elbolab.kernel.Main CONNECTION_FILE}. */
public final class Main {
  private Main() {}

  /** Takes the path of the connection file that Jupyter wrote. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    if (args.length != 1) {
      Console.log("Usage: java -cp CLASSPATH elbolab.kernel.Main CONNECTION_FILE");
      System.exit(2);
    }
    ParentWatch.start(System.getenv("JPY_PARENT_PID"));
    KernelConnectionProperties address =
        KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
    new Kernel(address).start();
  }
}
