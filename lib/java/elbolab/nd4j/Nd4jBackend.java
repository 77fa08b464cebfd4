package elbolab.nd4j;

import static elbolab.nd4j.Nd4jArrays.view;

import elbolab.math.Activation;
import elbolab.math.Binary;
import elbolab.math.Rng;
import elbolab.math.Unary;
import elbolab.tensor.AdamStep;
import elbolab.tensor.Backend;
import elbolab.tensor.ImageKernels;
import elbolab.tensor.ProductSizes;
import elbolab.tensor.RecurrentKernels;
import elbolab.tensor.Reduction;
import elbolab.tensor.Storage;
import elbolab.tensor.Strides;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The primitives on ND4J arrays: an independent second opinion on a processor, and with the CUDA
 * build of ND4J the way to NVIDIA cards up to compute capability 8.9.
 */
public final class Nd4jBackend implements Backend {
  private final ImageKernels images = new Nd4jImages();
  private final RecurrentKernels recurrent = new Nd4jLstm();

  /** Opens the ND4J that is on the class path; refuses a card that its build cannot drive. */
  public Nd4jBackend() {
    CudaCard.checkIfAny();
  }

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Storage allocate(int capacity) {
    return new Nd4jArrays(Nd4j.createUninitialized(Nd4jArrays.TYPE, Math.max(capacity, 1)));
  }

  @Override
  public void write(Storage to, float[] from, int count) {
    if (count > 0) view(to, count).assign(Nd4j.createFromArray(from));
  }

  @Override
  public void read(Storage from, float[] to, int count) {
    if (count > 0) System.arraycopy(view(from, count).toFloatVector(), 0, to, 0, count);
  }

  @Override
  public void fill(Storage to, int count, double value) {
    if (count > 0) view(to, count).assign(value);
  }

  @Override
  public void gaussian(Storage to, int count, Rng rng) {
    float[] numbers = new float[count];
    rng.fillGaussian(numbers, 0, count);
    write(to, numbers, count);
  }

  @Override
  public void uniform(Storage to, int count, Rng rng) {
    float[] numbers = new float[count];
    rng.fillUniform(numbers, 0, count);
    write(to, numbers, count);
  }

  @Override
  public void copy(Storage from, Storage to, Strides strides, boolean add) {
    if (Nd4jArrays.isEmpty(strides)) return;
    INDArray source = Nd4jArrays.first(from, strides);
    INDArray target = Nd4jArrays.second(to, strides);
    if (add) target.addi(source);
    else target.assign(source);
  }

  @Override
  public void map(Unary f, double p, double q, Storage x, Storage y, int count) {
    if (count > 0) view(y, count).assign(Nd4jMaps.value(f, p, q, view(x, count)));
  }

  @Override
  public void mapGradient(
      Unary f, double p, double q, Storage x, Storage y, Storage dy, Storage dx, int count) {
    if (count == 0) return;
    INDArray at = x == null ? null : view(x, count);
    INDArray slope = Nd4jMaps.slope(f, p, q, at, view(y, count));
    view(dx, count).assign(slope.muli(view(dy, count)));
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, int count) {
    if (count > 0) view(y, count).assign(Nd4jMaps.value(f, view(a, count), view(b, count)));
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage y, Strides strides) {
    if (Nd4jArrays.isEmpty(strides)) return;
    INDArray result =
        Nd4jMaps.value(f, Nd4jArrays.first(a, strides), Nd4jArrays.second(b, strides));
    view(y, strides.size(0), strides.size(1), strides.size(2), strides.size(3)).assign(result);
  }

  @Override
  public void add(double scale, Storage x, Storage to, int count) {
    if (count > 0) view(to, count).addi(view(x, count).mul(scale));
  }

  @Override
  public void reduce(Reduction f, Storage x, Storage y, int outer, int count, int inner) {
    if (outer * inner == 0) return;
    if (count == 0) {
      fill(y, outer * inner, f == Reduction.SUM ? 0 : Double.NEGATIVE_INFINITY);
      return;
    }
    INDArray all = view(x, outer, count, inner);
    view(y, outer, inner).assign(Nd4jMaps.reduce(f, all));
  }

  @Override
  public void softmax(boolean log, Storage x, Storage y, int outer, int count, int inner) {
    if (outer * count * inner == 0) return;
    INDArray all = view(x, outer, count, inner);
    INDArray total = Nd4jMaps.reduce(Reduction.LOG_SUM_EXP, all).reshape(outer, 1, inner);
    INDArray value = all.sub(total.broadcast(all.shape()));
    view(y, outer, count, inner).assign(log ? value : Transforms.exp(value, false));
  }

  @Override
  public void softmaxGradient(
      boolean log, Storage y, Storage dy, Storage dx, int outer, int count, int inner) {
    if (outer * count * inner == 0) return;
    INDArray value = view(y, outer, count, inner);
    INDArray g = view(dy, outer, count, inner);
    INDArray sum = (log ? g : g.mul(value)).sum(true, 1).broadcast(g.shape());
    INDArray slope = log ? g.sub(Transforms.exp(value).muli(sum)) : g.sub(sum).muli(value);
    view(dx, outer, count, inner).assign(slope);
  }

  @Override
  public void crossEntropy(
      Storage logits, int[] labels, int classes, Storage probabilities, Storage loss) {
    if (labels.length == 0) return;
    softmax(true, logits, probabilities, labels.length, classes, 1);
    INDArray logs = view(probabilities, labels.length, classes);
    view(loss, labels.length).assign(logs.mul(oneHot(labels, classes)).sum(1).negi());
    logs.assign(Transforms.exp(logs));
  }

  @Override
  public void crossEntropyGradient(
      Storage probabilities, int[] labels, int classes, Storage dloss, Storage dlogits) {
    if (labels.length == 0) return;
    INDArray misfit = view(probabilities, labels.length, classes).sub(oneHot(labels, classes));
    misfit.muli(view(dloss, labels.length, 1).broadcast(labels.length, classes));
    view(dlogits, labels.length, classes).assign(misfit);
  }

  private static INDArray oneHot(int[] labels, int classes) {
    float[] hits = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) hits[i * classes + labels[i]] = 1;
    return Nd4j.createFromArray(hits).reshape(labels.length, classes);
  }

  @Override
  public void matmul(ProductSizes p, Storage a, Storage b, Storage c) {
    int m = p.m();
    int n = p.n();
    int k = p.k();
    if (p.batch() * m * n == 0) return;
    if (k == 0) {
      fill(c, p.batch() * m * n, 0);
      return;
    }
    boolean ta = p.transposedA();
    boolean tb = p.transposedB();
    for (int i = 0; i < p.batch(); i++) {
      INDArray left = Nd4jArrays.matrix(a, i * p.stepA(), ta ? k : m, ta ? m : k);
      INDArray right = Nd4jArrays.matrix(b, i * k * n, tb ? n : k, tb ? k : n);
      Nd4jArrays.matrix(c, i * m * n, m, n).assign(Nd4j.gemm(left, right, ta, tb));
    }
  }

  @Override
  public void linear(
      Activation f, int rows, int in, int out, Storage x, Storage w, Storage bias, Storage y) {
    if (rows * out == 0) return;
    matmul(ProductSizes.nn(1, rows, out, in), x, w, y);
    INDArray result = view(y, rows, out);
    if (bias != null) result.addi(view(bias, 1, out).broadcast(rows, out));
    if (f.map() != null) result.assign(Nd4jMaps.value(f.map(), 0, 0, result));
  }

  @Override
  public void gather(Storage x, int outer, int count, int inner, int[] index, Storage y) {
    if (outer * index.length * inner == 0) return;
    INDArray from = view(x, outer, count, inner);
    INDArray to = view(y, outer, index.length, inner);
    for (int i = 0; i < index.length; i++) entry(to, i).assign(entry(from, index[i]));
  }

  @Override
  public void scatterAdd(Storage dy, int outer, int count, int inner, int[] index, Storage dx) {
    if (outer * index.length * inner == 0) return;
    INDArray from = view(dy, outer, index.length, inner);
    INDArray to = view(dx, outer, count, inner);
    for (int i = 0; i < index.length; i++) entry(to, index[i]).addi(entry(from, i));
  }

  private static INDArray entry(INDArray x, int i) {
    return x.get(NDArrayIndex.all(), NDArrayIndex.point(i), NDArrayIndex.all());
  }

  @Override
  public void normalise(
      Storage x,
      int outer,
      int groups,
      int inner,
      double epsilon,
      Storage y,
      Storage mean,
      Storage scale) {
    if (outer * groups * inner == 0) return;
    INDArray all = view(x, outer, groups, inner);
    INDArray m = all.mean(true, 0, 2);
    INDArray centred = all.sub(m.broadcast(all.shape()));
    INDArray variance = centred.mul(centred).mean(true, 0, 2);
    INDArray s = Transforms.sqrt(variance.addi(epsilon)).rdivi(1);
    view(mean, groups).assign(m.reshape(groups));
    view(scale, groups).assign(s.reshape(groups));
    view(y, outer, groups, inner).assign(centred.muli(s.broadcast(all.shape())));
  }

  @Override
  public void normaliseGradient(
      Storage y, Storage scale, Storage dy, Storage dx, int outer, int groups, int inner) {
    if (outer * groups * inner == 0) return;
    INDArray value = view(y, outer, groups, inner);
    INDArray g = view(dy, outer, groups, inner);
    long[] shape = g.shape();
    INDArray product = g.mul(value).mean(true, 0, 2).broadcast(shape);
    INDArray slope = g.sub(g.mean(true, 0, 2).broadcast(shape)).subi(value.mul(product));
    slope.muli(view(scale, 1, groups, 1).broadcast(shape));
    view(dx, outer, groups, inner).assign(slope);
  }

  @Override
  public ImageKernels images() {
    return images;
  }

  @Override
  public RecurrentKernels recurrent() {
    return recurrent;
  }

  @Override
  public void adam(AdamStep step, Storage g, Storage m, Storage v, Storage w, int count) {
    if (count == 0) return;
    INDArray slope = view(g, count);
    INDArray first = view(m, count).muli(step.beta1());
    first.addi(slope.mul(1 - step.beta1()));
    INDArray second = view(v, count).muli(step.beta2());
    second.addi(slope.mul(slope).muli(1 - step.beta2()));
    INDArray scaled = Transforms.sqrt(second, true).muli(step.vScale()).addi(step.epsilon());
    view(w, count).muli(1 - step.decay()).subi(first.mul(step.rate()).divi(scaled));
  }
}
