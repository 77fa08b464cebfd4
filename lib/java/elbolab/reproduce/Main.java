package elbolab.reproduce;

import elbolab.data.DataCommand;
import elbolab.data.DataException;
import elbolab.data.Nearest;
import elbolab.reproduce.report.ReportCommand;
import elbolab.reproduce.sweep.SweepCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The verbs of the workbench that are Java: {@code Main VERB WORDS...}. Each is a class that says
 * its words and options, and what {@code --help} tells of them.
 */
@Command(
    name = "environment/workbench",
    subcommands = {
      ReproduceCommand.class,
      SweepCommand.class,
      ReportCommand.class,
      Main.DataVerb.class,
      ImputeCommand.class,
      AcquireCommand.class,
      ForecastCommand.class,
      Doctor.class,
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_WORDS = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "tells this")
  private boolean help;

  private Main() {}

  public static void main(String[] words) {
    int status = commandLine(new Main()).execute(words);
    System.out.flush();
    System.exit(status);
  }

  /** Exit codes: 0 done, 1 something is broken, 2 not understood. */
  public static CommandLine commandLine(Object command) {
    CommandLine line =
        new CommandLine(command)
            .setParameterExceptionHandler(wrongWords())
            .setExecutionExceptionHandler((failure, its, words) -> status(failure, its))
            .registerConverter(Scale.class, Main::scale)
            .setSeparator(" ")
            .setUsageHelpWidth(110);
    List<CommandLine> all = new ArrayList<>(line.getSubcommands().values());
    all.add(line);
    for (CommandLine each : all) {
      each.getCommandSpec().usageMessage().synopsisHeading("").sortOptions(false);
    }
    return line;
  }

  private static Scale scale(String name) {
    try {
      return name.isBlank() ? Scale.QUICK : Scale.of(name);
    } catch (UsageError wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }

  /** A word that is not known is answered with the nearest one that is. */
  private static IParameterExceptionHandler wrongWords() {
    return (ParameterException problem, String[] words) -> {
      CommandLine command = problem.getCommandLine();
      String message = problem.getMessage();
      if (problem instanceof UnmatchedArgumentException unmatched) {
        message = unknown(command, unmatched.getUnmatched().get(0));
      }
      return say(command, message, WRONG_WORDS);
    };
  }

  private static String unknown(CommandLine command, String word) {
    boolean option = word.startsWith("-");
    Set<String> known =
        option ? command.getCommandSpec().optionsMap().keySet() : command.getSubcommands().keySet();
    return "%s %s '%s'; %s"
        .formatted(
            command.getCommandName(),
            option ? "has no option" : "takes no",
            word,
            known.isEmpty() ? "see --help" : "nearest: " + Nearest.of(word, known));
  }

  private static int status(Exception failure, CommandLine command) throws Exception {
    if (failure instanceof UsageError) {
      return say(command, failure.getMessage(), WRONG_WORDS);
    }
    if (failure instanceof ResultException
        || failure instanceof DataException
        || failure instanceof IOException) {
      return say(command, failure.getMessage(), FAILED);
    }
    throw failure;
  }

  private static int say(CommandLine command, String message, int status) {
    command.getErr().println("workbench: " + message);
    return status;
  }

  @Command(
      name = "data",
      description = {
        "Lists the data sets: there, missing, generated stand-in. With NAME: shows that one, and"
            + " fetches what is missing from its official address into data/cache; its SHA-256 is"
            + " checked, an interrupted download goes on.%n"
      })
  static final class DataVerb implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "a data set")
    private List<String> names = new ArrayList<>();

    @Option(
        names = "--accept-unknown-digest",
        description = "fetches files too whose SHA-256 is not known beforehand")
    private boolean acceptUnknown;

    @Override
    public Integer call() {
      List<String> words = new ArrayList<>(names);
      if (acceptUnknown) {
        words.add("--accept-unknown-digest");
      }
      return DataCommand.run(words, System.out, System.err);
    }
  }
}
