package elbolab.nd4j;

import elbolab.tensor.Shape;
import elbolab.tensor.Storage;
import elbolab.tensor.Strides;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Storage that is an ND4J vector, and the views of it that primitives work on. */
record Nd4jArrays(INDArray data) implements Storage {
  static final DataType TYPE = DataType.FLOAT;

  @Override
  public int capacity() {
    return (int) data.length();
  }

  private static INDArray data(Storage storage) {
    return ((Nd4jArrays) storage).data;
  }

  /** The first numbers of a storage in a dense shape. */
  static INDArray view(Storage storage, long... shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= shape[i];
    }
    return Nd4j.create(data(storage).data(), shape, strides, 0, 'c');
  }

  static INDArray matrix(Storage storage, long offset, long rows, long columns) {
    long[] shape = {rows, columns};
    return Nd4j.create(data(storage).data(), shape, new long[] {columns, 1}, offset, 'c');
  }

  static boolean isEmpty(Strides w) {
    return w.size(0) * w.size(1) * w.size(2) * w.size(3) == 0;
  }

  /** What strides read first, in their shape: axes with stride 0 are repeated. */
  static INDArray first(Storage storage, Strides w) {
    long[] strides = new long[Shape.MAX_RANK];
    for (int i = 0; i < strides.length; i++) strides[i] = w.firstStride(i);
    return walked(storage, w, strides, w.firstOffset());
  }

  /** What strides read or write second. */
  static INDArray second(Storage storage, Strides w) {
    long[] strides = new long[Shape.MAX_RANK];
    for (int i = 0; i < strides.length; i++) strides[i] = w.secondStride(i);
    return walked(storage, w, strides, w.secondOffset());
  }

  private static INDArray walked(Storage storage, Strides w, long[] strides, long offset) {
    long[] full = new long[strides.length];
    long[] shape = new long[strides.length];
    boolean repeats = false;
    for (int i = 0; i < strides.length; i++) {
      full[i] = w.size(i);
      boolean repeated = strides[i] == 0 && full[i] > 1;
      shape[i] = repeated ? 1 : full[i];
      if (strides[i] == 0) strides[i] = 1;
      repeats |= repeated;
    }
    INDArray view = Nd4j.create(data(storage).data(), shape, strides, offset, 'c');
    return repeats ? view.broadcast(full) : view;
  }
}
