package elbolab.nn;

import elbolab.tensor.Tensor;

/** A function with parameters, of one tensor. */
@FunctionalInterface
public interface Layer {
  Tensor apply(Tensor x);

  default Layer then(Layer next) {
    return x -> next.apply(apply(x));
  }
}
