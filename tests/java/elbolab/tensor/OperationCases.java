package elbolab.tensor;

import elbolab.math.Rng;
import elbolab.tensor.OperationCase.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every operation, in shapes drawn at random and at the edges. */
final class OperationCases {
  private static final int[][][] BROADCASTS = {
    {{3, 4}, {3, 4}},
    {{3, 4}, {4}},
    {{4}, {3, 4}},
    {{3, 1}, {1, 4}},
    {{3, 4}, {3, 1}},
    {{2, 3, 4, 5}, {3, 1, 5}},
    {{2, 1, 4, 1}, {3, 1, 5}},
    {{}, {2, 3}},
    {{5}, {}},
    {{1, 1}, {1}},
    {{0, 3}, {3}},
    {{2, 1}, {0}},
    {{3, 37}, {37}},
  };

  private final List<OperationCase> cases = new ArrayList<>();
  private final Rng rng = Rng.of(3, "shapes");

  static Stream<OperationCase> all() {
    OperationCases all = new OperationCases();
    all.maps();
    all.pairs();
    all.sums();
    all.layouts();
    StructuredCases.add(all.cases);
    return all.cases.stream();
  }

  private int[] randomShape() {
    int[] shape = new int[rng.nextInt(5)];
    for (int i = 0; i < shape.length; i++) shape[i] = 1 + rng.nextInt(5);
    return shape;
  }

  private void map(String name, double from, double to, UnaryOperator<Tensor> f) {
    for (int[] shape : new int[][] {randomShape(), randomShape(), {41}, {0}, {2, 0, 3}}) {
      cases.add(new OperationCase(name, x -> f.apply(x.get(0)), new Input(from, to, shape)));
    }
  }

  private void maps() {
    map("plus constant", -3, 3, x -> x.plus(0.7));
    map("minus constant", -3, 3, x -> x.minus(0.7));
    map("times constant", -3, 3, x -> x.times(-1.3));
    map("over constant", -3, 3, x -> x.over(3));
    map("negate", -3, 3, Tensor::negate);
    map("exp", -4, 4, Tensor::exp);
    map("expm1", -4, 4, Tensor::expm1);
    map("log", 0.1, 4, Tensor::log);
    map("sqrt", 0.1, 4, Tensor::sqrt);
    map("abs", -3, 3, Tensor::abs);
    map("sin", -6, 6, Tensor::sin);
    map("cos", -6, 6, Tensor::cos);
    map("tanh", -4, 4, Tensor::tanh);
    map("sigmoid", -6, 6, Tensor::sigmoid);
    map("softplus", -6, 6, Tensor::softplus);
    map("relu", -3, 3, Tensor::relu);
    map("leakyRelu", -3, 3, x -> x.leakyRelu(0.1));
    map("elu", -3, 3, x -> x.elu(1.5));
    map("gelu", -4, 4, Tensor::gelu);
    map("erf", -3, 3, Tensor::erf);
    map("clamp", -3, 3, x -> x.clamp(-1, 2));
    map("square", -3, 3, Tensor::square);
    map("reciprocal", 0.3, 3, Tensor::reciprocal);
    map("pow constant", 0.2, 3, x -> x.pow(2.5));
    map("pow 3 of negatives", -2, 2, x -> x.pow(3));
    map("positive", -3, 3, x -> x.times(x.positive()));
    map("dropout", -3, 3, x -> x.dropout(0.3, Rng.of(5, "mask")));
    map("x·x + x", -3, 3, x -> x.times(x).plus(x));
    map("stopGradient", -3, 3, x -> x.times(2).plus(x.negate()));
  }

  private void pair(String name, double from, double to, BinaryOperator<Tensor> f) {
    for (int[][] s : BROADCASTS) {
      Input a = new Input(from, to, s[0]);
      Input b = new Input(from, to, s[1]);
      cases.add(new OperationCase(name, x -> f.apply(x.get(0), x.get(1)), a, b));
    }
  }

  private void pairs() {
    pair("plus", -3, 3, Tensor::plus);
    pair("minus", -3, 3, Tensor::minus);
    pair("times", -3, 3, Tensor::times);
    pair("over", 0.3, 3, Tensor::over);
    pair("pow", 0.3, 3, Tensor::pow);
    pair("maximum", -3, 3, Tensor::maximum);
    pair("minimum", -3, 3, Tensor::minimum);
  }

  private void reduction(String name, UnaryOperator<Tensor> f, int[]... shapes) {
    for (int[] shape : shapes) {
      cases.add(new OperationCase(name, x -> f.apply(x.get(0)), new Input(-3, 3, shape)));
    }
  }

  private void sums() {
    int[] cube = {3, 4, 5};
    int[] four = {2, 3, 4, 3};
    int[] wide = {5, 70};
    int[] empty = {3, 0, 5};
    reduction("sum", Tensor::sum, cube, four, wide, empty, new int[0]);
    reduction("sum 0", x -> x.sum(0), cube, four, wide, empty);
    reduction("sum 1", x -> x.sum(1), cube, four, wide, empty);
    reduction("sum −1", x -> x.sum(-1), cube, four, wide, empty);
    reduction("sum 0 2", x -> x.sum(0, 2), cube, four, empty);
    reduction("mean", Tensor::mean, cube, four, wide);
    reduction("mean 1", x -> x.mean(1), cube, four, wide);
    reduction("max", Tensor::max, cube, four, wide);
    reduction("max 1", x -> x.max(1), cube, four, wide);
    reduction("max 0 2", x -> x.max(0, 2), cube, four);
    reduction("logSumExp", Tensor::logSumExp, cube, four, wide);
    reduction("logSumExp 1", x -> x.logSumExp(1), cube, four, wide, new int[] {0, 3});
    reduction("softmax −1", x -> x.softmax(-1), cube, four, wide, new int[] {0, 3});
    reduction("softmax 1", x -> x.softmax(1), cube, four);
    reduction("logSoftmax −1", x -> x.logSoftmax(-1), cube, four, wide);
    reduction("logSoftmax 0", x -> x.logSoftmax(0), cube, four, wide);
  }

  private void layouts() {
    int[] matrix = {3, 4};
    int[] cube = {3, 4, 5};
    int[] empty = {3, 0};
    int[] large = {20, 37};
    reduction("transpose", Tensor::transpose, matrix, cube, empty, large);
    reduction("transpose 2 0 1", x -> x.transpose(2, 0, 1), cube);
    reduction("transpose 0 2 1 3", x -> x.transpose(0, 2, 1, 3), new int[] {2, 3, 4, 5});
    reduction("reshape", x -> x.reshape(-1, 2).times(x.reshape(-1, 2)), matrix, new int[] {0, 4});
    reduction("unsqueeze", x -> x.unsqueeze(-1), matrix, empty);
    reduction("slice 0", x -> x.slice(0, 1, 3), matrix, cube);
    reduction("slice −1", x -> x.slice(-1, 1, 2), matrix, cube, large);
    reduction("slice to nothing", x -> x.slice(1, 2, 2), matrix, cube);
    reduction("slices of one", x -> x.slice(1, 0, 2).times(x.slice(1, 1, 3)).plus(1), matrix, cube);
    reduction("gather 0", x -> x.gather(0, 2, 0, 0), matrix, cube);
    reduction("gather 1", x -> x.gather(1, 3, 1, 3, 0, 3), matrix, cube, large);
    reduction("gather nothing", x -> x.gather(1), matrix);
    reduction("pad", x -> x.pad(new int[] {1, 0}, new int[] {0, 2}), matrix, empty);
    reduction("expand", x -> x.unsqueeze(1).expand(3, 2, 4), matrix);
    pair("concat 0 of columns", -3, 3, (a, b) -> Tensor.concat(0, column(a), column(b)));
    for (int axis = 0; axis < 3; axis++) {
      int at = axis;
      cases.add(
          new OperationCase(
              "concat " + at,
              x -> Tensor.concat(at, x.get(0), x.get(1), x.get(0)),
              new Input(-3, 3, cube),
              new Input(-3, 3, Shape.of(cube).with(at, 2).toArray())));
      cases.add(
          new OperationCase(
              "stack " + at,
              x -> Tensor.stack(at, x.get(0), x.get(1)),
              new Input(-3, 3, matrix),
              new Input(-3, 3, matrix)));
    }
  }

  private static Tensor column(Tensor x) {
    return x.reshape(x.size(), 1);
  }
}
