package elbolab.reproduce;

import elbolab.device.DeviceException;
import elbolab.tensor.Backends;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of all verbs that train: where. */
final class BackendOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "${env:" + Backends.VARIABLE + ":-cpu}",
      description =
          "where models are trained: cpu; cuda or opencl (a graphics card, with the same bits; cuda:1 is"
              + " the second); nd4j. Default: ELBOLAB_BACKEND or cpu. doctor lists what there is")
  private void use(String name) {
    try {
      Backends.use(name);
    } catch (IllegalArgumentException | DeviceException refused) {
      throw new ParameterException(verb.commandLine(), refused.getMessage(), refused);
    }
  }
}
