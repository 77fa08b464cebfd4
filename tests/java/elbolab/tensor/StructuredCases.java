package elbolab.tensor;

import elbolab.math.Activation;
import elbolab.tensor.OperationCase.Input;
import java.util.List;
import java.util.function.Function;

/** Products, normalisation, images, recurrence and losses. */
final class StructuredCases {
  private final List<OperationCase> cases;

  private StructuredCases(List<OperationCase> cases) {
    this.cases = cases;
  }

  static void add(List<OperationCase> cases) {
    StructuredCases more = new StructuredCases(cases);
    more.products();
    more.attention();
    more.normalisation();
    more.images();
    more.recurrence();
    more.losses();
  }

  private void add(String name, Function<List<Tensor>, Tensor> f, int[]... shapes) {
    Input[] inputs = new Input[shapes.length];
    for (int i = 0; i < shapes.length; i++) inputs[i] = new Input(-1, 1, shapes[i]);
    cases.add(new OperationCase(name, f, inputs));
  }

  private static int[] s(int... shape) {
    return shape;
  }

  private void attention() {
    for (int heads : new int[] {1, 2, 4}) {
      Function<List<Tensor>, Tensor> attend =
          x -> MultiHead.attend(x.get(0), x.get(1), x.get(2), heads).value();
      add("attention", attend, s(2, 5, 4), s(2, 3, 4), s(2, 3, 4));
      add("attention", attend, s(3, 1, 8), s(3, 1, 8), s(3, 1, 8));
      add("attention", attend, s(1, 19, 12), s(1, 37, 12), s(1, 37, 12));
    }
    // One tensor as all three: its gradient is the sum of three.
    add(
        "attention self",
        x -> MultiHead.attend(x.get(0), x.get(0), x.get(0), 2).value(),
        s(2, 4, 6));
  }

  private void products() {
    int[][][] pairs = {
      {{3, 4}, {4, 5}},
      {{1, 1}, {1, 1}},
      {{17, 33}, {33, 19}},
      {{2, 3, 4}, {4, 5}},
      {{3, 4}, {2, 4, 5}},
      {{2, 2, 3, 4}, {2, 2, 4, 5}},
      {{2, 2, 3, 4}, {4, 5}},
      {{4}, {4, 5}},
      {{3, 4}, {4}},
      {{4}, {4}},
      {{2, 3, 4}, {4}},
      {{4}, {2, 4, 3}},
      {{3, 0}, {0, 2}},
      {{0, 4}, {4, 5}},
      {{3, 4}, {4, 0}},
      {{0, 2, 3}, {0, 3, 4}},
    };
    for (int[][] p : pairs) add("matmul", x -> x.get(0).matmul(x.get(1)), p);
    for (Activation f : Activation.values()) {
      String name = "linear " + f;
      add(name, x -> x.get(0).linear(x.get(1), x.get(2), f), s(5, 3), s(3, 7), s(7));
      add(name, x -> x.get(0).linear(x.get(1), x.get(2), f), s(18, 23), s(23, 33), s(33));
      add(name, x -> x.get(0).linear(x.get(1), null, f), s(2, 3, 4), s(4, 1));
      add(name, x -> x.get(0).linear(x.get(1), x.get(2), f), s(0, 4), s(4, 2), s(2));
      add(name, x -> x.get(0).linear(x.get(1), x.get(2), f), s(4), s(4, 2), s(2));
      add(name + " of linear", x -> chain(x, f), s(6, 3), s(3, 8), s(8), s(8, 2));
    }
  }

  private static Tensor chain(List<Tensor> x, Activation f) {
    Tensor hidden = x.get(0).linear(x.get(1), x.get(2), f);
    return hidden.linear(x.get(3), null, f).plus(hidden.sum());
  }

  private void normalisation() {
    for (int[] shape : new int[][] {{3, 5}, {2, 3, 7}, {4, 33}, {0, 4}}) {
      add("layerNorm", x -> Normalisation.layer(x.get(0), 1e-3), shape);
    }
    for (int[] shape : new int[][] {{6, 3}, {4, 3, 2, 2}, {2, 3, 5}, {35, 21}}) {
      add("batchNorm", x -> Normalisation.batch(x.get(0), 1e-3).value(), shape);
    }
  }

  private void images() {
    for (int[] g : new int[][] {{1, 0}, {2, 1}, {1, 2}, {3, 0}}) {
      String how = " stride " + g[0] + " padding " + g[1];
      add(
          "conv2d" + how,
          x -> Convolutions.conv2d(x.get(0), x.get(1), x.get(2), g[0], g[1]),
          s(2, 3, 6, 5),
          s(4, 3, 3, 2),
          s(4));
      add(
          "convTranspose2d" + how,
          x -> Convolutions.convTranspose2d(x.get(0), x.get(1), x.get(2), g[0], g[1]),
          s(2, 3, 4, 3),
          s(3, 2, 5, 5),
          s(2));
      add("maxPool" + how, x -> Convolutions.maxPool(x.get(0), 3, g[0], g[1]), s(2, 3, 7, 6));
      add(
          "averagePool" + how,
          x -> Convolutions.averagePool(x.get(0), 3, g[0], g[1]),
          s(2, 3, 7, 6));
    }
    add(
        "conv2d without bias",
        x -> Convolutions.conv2d(x.get(0), x.get(1), null, 1, 0),
        s(3, 1, 9, 9),
        s(2, 1, 5, 5));
    add(
        "conv2d of no images",
        x -> Convolutions.conv2d(x.get(0), x.get(1), x.get(2), 1, 0),
        s(0, 1, 4, 4),
        s(2, 1, 3, 3),
        s(2));
    add(
        "convTranspose2d without bias",
        x -> Convolutions.convTranspose2d(x.get(0), x.get(1), null, 2, 1),
        s(2, 2, 3, 3),
        s(2, 1, 4, 4));
    add(
        "convTranspose2d to the larger size",
        x -> Convolutions.convTranspose2d(x.get(0), x.get(1), x.get(2), 2, 2, 1),
        s(2, 3, 3, 4),
        s(3, 2, 5, 5),
        s(2));
    add("maxPool 2 2", x -> Convolutions.maxPool(x.get(0), 2, 2, 0), s(2, 2, 6, 6));
    add("averagePool 2 2", x -> Convolutions.averagePool(x.get(0), 2, 2, 0), s(2, 2, 6, 7));
  }

  private void recurrence() {
    for (int[] size : new int[][] {{4, 3, 5}, {1, 1, 1}, {3, 2, 17}, {2, 0, 2}}) {
      int[] inputs = s(size[0], size[1], 4 * size[2]);
      int[] weight = s(size[2], 4 * size[2]);
      int[] state = s(size[1], size[2]);
      add("lstm hidden", x -> lstm(x).hidden(), inputs, weight, state, state);
      add("lstm cell", x -> lstm(x).cell(), inputs, weight, state, state);
      add("lstm both", StructuredCases::bothOutputs, inputs, weight, state, state);
      int[] plain = s(size[0], size[1], size[2]);
      int[] square = s(size[2], size[2]);
      add("rnn hidden", x -> plain(x).hidden(), plain, square, state);
      add("rnn last", x -> plain(x).last(), plain, square, state);
      add("rnn both", StructuredCases::bothOfPlain, plain, square, state);
    }
  }

  private static Recurrence.Plain plain(List<Tensor> x) {
    return Recurrence.plain(x.get(0), x.get(1), x.get(2));
  }

  private static Tensor bothOfPlain(List<Tensor> x) {
    Recurrence.Plain all = plain(x);
    return all.hidden().sum(0).plus(all.last().times(all.last()));
  }

  private static Recurrence.Lstm lstm(List<Tensor> x) {
    return Recurrence.lstm(x.get(0), x.get(1), x.get(2), x.get(3));
  }

  private static Tensor bothOutputs(List<Tensor> x) {
    Recurrence.Lstm first = lstm(x);
    return first.hidden().sum(0).plus(first.cell().times(first.cell()));
  }

  private void losses() {
    add("crossEntropy", x -> x.get(0).crossEntropy(1, 0, 3), s(3, 4));
    add("crossEntropy", x -> x.get(0).crossEntropy(), s(0, 4));
    add("log density of two layers", StructuredCases::logDensity, s(6, 4), s(4, 9), s(9, 5), s(9));
  }

  /** −5‖x − dec(z)‖² − 5·pred([z, dec(z)])² − ½‖z‖² per row, in small. */
  private static Tensor logDensity(List<Tensor> x) {
    Tensor z = x.get(0);
    Tensor hidden = z.linear(x.get(1), x.get(3), Activation.TANH);
    Tensor seen = hidden.linear(x.get(2), null);
    Tensor predicted = Tensor.concat(1, z, seen).linear(x.get(3).unsqueeze(1), null);
    Tensor misfit = seen.minus(0.3).square().sum(1).times(-5);
    return misfit.minus(predicted.square().sum(1).times(5)).minus(z.square().sum(1).times(0.5));
  }
}
