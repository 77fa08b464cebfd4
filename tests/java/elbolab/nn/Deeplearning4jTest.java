package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A second opinion: Deeplearning4j's layers, given the same weights, have the same outputs, and for
 * the same gradient at the output the same gradients of parameters and input. Both compute in
 * floats and sum in different orders: sums of up to 300 products of size 1 may differ by 1e-5 of
 * the greatest number.
 */
class Deeplearning4jTest {
  private static final double FLOAT = 1e-5;

  private final Parameters parameters = Parameters.seeded(1);

  /** Numbers for all parameters, biases included. */
  private void randomise() {
    parameters
        .tensors()
        .forEach(
            (name, t) ->
                t.set(Tensor.gaussian(Rng.of(4, name), t.shape().toArray()).times(0.4).toArray()));
  }

  private static MultiLayerNetwork network(
      org.deeplearning4j.nn.conf.layers.Layer layer, InputType input) {
    var configuration = new NeuralNetConfiguration.Builder().list().layer(layer);
    if (input != null) {
      configuration.setInputType(input);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(configuration.build());
    network.init();
    return network;
  }

  private static INDArray array(Tensor x) {
    long[] shape = new long[x.rank()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = x.size(i);
    }
    return Nd4j.create(x.toArray(), shape, 'c');
  }

  private static void assertSame(String what, INDArray theirs, Tensor ours) {
    float[] expected = theirs.dup('c').reshape(theirs.length()).toFloatVector();
    float[] obtained = ours.toArray();
    assertEquals(expected.length, obtained.length, what);
    double scale = 0;
    double off = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      off = Math.max(off, Math.abs(expected[i] - obtained[i]));
    }
    assertEquals(0, off / scale, FLOAT, what);
  }

  /** Compares outputs and gradients; the network's parameters by the names of ours. */
  private void check(MultiLayerNetwork network, Layer layer, Tensor x, Map<String, String> names) {
    names.forEach((theirs, ours) -> network.setParam(theirs, array(parameters.get(ours))));
    network.setInput(array(x));
    var activations = network.feedForward(true, false);
    x.requireGradient(true);
    try (Tape tape = Tape.scope()) {
      Tensor y = layer.apply(x);
      assertSame("output", activations.get(activations.size() - 1), y);
      Tensor slope = Tensor.gaussian(Rng.of(8, "slope"), y.shape().toArray());
      var theirs = network.backpropGradient(array(slope), LayerWorkspaceMgr.noWorkspaces());
      var gradients = tape.gradients(y.times(slope).sum());
      names.forEach(
          (name, ours) ->
              assertSame(
                  name,
                  theirs.getFirst().getGradientFor(name),
                  gradients.of(parameters.get(ours))));
      assertSame("input", theirs.getSecond(), gradients.of(x));
    }
  }

  @Test
  void dense() {
    Linear ours = Linear.of(parameters, 7, 5, elbolab.math.Activation.TANH);
    randomise();
    var theirs = new DenseLayer.Builder().nIn(7).nOut(5).activation(Activation.TANH).build();
    Tensor x = Tensor.gaussian(Rng.of(2, "x"), 11, 7);
    check(network(theirs, null), ours, x, Map.of("0_W", "weight", "0_b", "bias"));
  }

  @Test
  void convolution() {
    Conv2d conv = Conv2d.of(parameters, 3, 4, 3, 2, 1);
    randomise();
    var theirs =
        new ConvolutionLayer.Builder(3, 3)
            .nIn(3)
            .nOut(4)
            .stride(2, 2)
            .padding(1, 1)
            .activation(Activation.SIGMOID)
            .build();
    Layer ours = x -> conv.apply(x).sigmoid();
    Tensor x = Tensor.gaussian(Rng.of(2, "x"), 5, 3, 9, 8);
    check(
        network(theirs, InputType.convolutional(9, 8, 3)),
        ours,
        x,
        Map.of("0_W", "filters", "0_b", "bias"));
  }

  private static final int UNITS = 6;

  /**
   * Deeplearning4j's LSTM takes [batch, in, steps] and has its gates in the order candidate,
   * forget, output, input; ours are input, forget, candidate, output.
   */
  private static Tensor theirGates(Tensor ours) {
    int axis = ours.rank() - 1;
    Tensor[] gates = new Tensor[4];
    for (int i = 0; i < 4; i++) {
      gates[i] = ours.slice(axis, i * UNITS, (i + 1) * UNITS);
    }
    return Tensor.concat(axis, gates[2], gates[1], gates[3], gates[0]);
  }

  @Test
  void lstm() {
    Lstm lstm = Lstm.of(parameters, 4, UNITS);
    randomise();
    var layer = new LSTM.Builder().nIn(4).nOut(UNITS).activation(Activation.TANH).build();
    MultiLayerNetwork network = network(layer, null);
    Map<String, Tensor> names =
        Map.of("0_W", lstm.inputWeight(), "0_RW", lstm.hiddenWeight(), "0_b", lstm.bias());
    names.forEach((name, ours) -> network.setParam(name, array(theirGates(ours))));
    Tensor x = Tensor.gaussian(Rng.of(2, "x"), 10, 5, 4).requireGradient(true);
    network.setInput(array(x.transpose(1, 2, 0)));
    INDArray theirOutput = network.feedForward(true, false).get(1);
    try (Tape tape = Tape.scope()) {
      Tensor y = lstm.apply(x).hidden();
      assertSame("output", theirOutput, y.transpose(1, 2, 0));
      Tensor slope = Tensor.gaussian(Rng.of(8, "slope"), y.shape().toArray());
      var theirs =
          network.backpropGradient(
              array(slope.transpose(1, 2, 0)), LayerWorkspaceMgr.noWorkspaces());
      var gradients = tape.gradients(y.times(slope).sum());
      names.forEach(
          (name, ours) ->
              assertSame(
                  name, theirs.getFirst().getGradientFor(name), theirGates(gradients.of(ours))));
      assertSame("input", theirs.getSecond(), gradients.of(x).transpose(1, 2, 0));
    }
  }
}
