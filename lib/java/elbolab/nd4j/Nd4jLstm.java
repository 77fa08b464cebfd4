package elbolab.nd4j;

import static elbolab.nd4j.Nd4jArrays.view;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import elbolab.tensor.RecurrentKernels;
import elbolab.tensor.RecurrentKernels.Sequence;
import elbolab.tensor.Storage;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Recurrences on ND4J arrays, step by step. */
final class Nd4jLstm implements RecurrentKernels {
  /** The numbers of one gate in [rows, 4·units]. */
  private static INDArray gate(INDArray gates, int which) {
    long units = gates.size(1) / 4;
    return gates.get(all(), interval(which * units, (which + 1) * units));
  }

  private static INDArray step(Storage states, Sequence s, int t, int width) {
    return Nd4jArrays.matrix(states, (long) t * s.rows() * width, s.rows(), width);
  }

  @Override
  public void lstm(
      Sequence s, Storage inputs, Storage weight, Storage gates, Storage hidden, Storage cells) {
    if (s.stride() == 0) return;
    int u = s.units();
    INDArray w = view(weight, u, 4L * u);
    for (int t = 0; t < s.steps(); t++) {
      INDArray sum = step(hidden, s, t, u).mmul(w).addi(step(inputs, s, t, 4 * u));
      INDArray a = step(gates, s, t, 4 * u);
      a.assign(Transforms.sigmoid(sum, true));
      gate(a, 2).assign(Transforms.tanh(gate(sum, 2), true));
      INDArray kept = gate(a, 1).mul(step(cells, s, t, u));
      INDArray cell = step(cells, s, t + 1, u);
      cell.assign(kept.addi(gate(a, 0).mul(gate(a, 2))));
      step(hidden, s, t + 1, u).assign(Transforms.tanh(cell, true).muli(gate(a, 3)));
    }
  }

  @Override
  public void lstmGradient(
      Sequence s,
      Storage weight,
      Storage gates,
      Storage cells,
      Storage dhidden,
      Storage dlast,
      Storage dinputs,
      Storage dfirstHidden,
      Storage dfirstCell) {
    if (s.stride() == 0) return;
    int u = s.units();
    INDArray dh = Nd4j.zeros(s.rows(), u);
    INDArray dc = Nd4j.zeros(s.rows(), u);
    if (dlast != null) dc.addi(step(dlast, s, 0, u));
    INDArray turned = view(weight, u, 4L * u).transpose();
    for (int t = s.steps() - 1; t >= 0; t--) {
      if (dhidden != null) dh.addi(step(dhidden, s, t, u));
      INDArray a = step(gates, s, t, 4 * u);
      INDArray squashed = Transforms.tanh(step(cells, s, t + 1, u), true);
      dc.addi(dh.mul(gate(a, 3)).muli(squashed.mul(squashed).rsubi(1)));
      INDArray slope = a.mul(a.rsub(1));
      INDArray candidate = gate(a, 2);
      gate(slope, 2).assign(candidate.mul(candidate).rsubi(1));
      gate(slope, 0).muli(dc.mul(candidate));
      gate(slope, 1).muli(dc.mul(step(cells, s, t, u)));
      gate(slope, 2).muli(dc.mul(gate(a, 0)));
      gate(slope, 3).muli(dh.mul(squashed));
      step(dinputs, s, t, 4 * u).assign(slope);
      dc.muli(gate(a, 1));
      dh = slope.mmul(turned);
    }
    step(dfirstHidden, s, 0, u).assign(dh);
    step(dfirstCell, s, 0, u).assign(dc);
  }
}
