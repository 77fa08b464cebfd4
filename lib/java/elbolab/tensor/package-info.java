/**
 * Tensors, the tape that differentiates what was computed with them, and the backends that compute.
 *
 * <pre>{@code
 * import elbolab.tensor.*;
 * Tensor w = Tensor.of(new float[] {1, 2, 3}, 3).requireGradient(true);
 * try (Tape tape = Tape.scope()) {                 // memory of the scope goes back at its end
 *   Tensor loss = w.square().sum();
 *   System.out.println(loss.item() + ", by w: " + tape.gradient(loss, w));   // 14 and 2w
 * }
 * }</pre>
 *
 * A {@link elbolab.tensor.Tensor} is an immutable array of floats with a shape; its methods are the
 * operations, with broadcasting as in NumPy. A {@link elbolab.tensor.Tape} notes them and walks
 * back over them. A {@link elbolab.tensor.Backend} is where they run: on the processor unless
 * {@link elbolab.tensor.Backends} is told otherwise.
 */
package elbolab.tensor;
