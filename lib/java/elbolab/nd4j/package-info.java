/**
 * ND4J and Deeplearning4j: an independent second opinion on every operation of {@code tensor} and
 * on the VAE, and with ND4J's CUDA build the way to NVIDIA cards up to compute capability 8.9.
 * Nothing else needs this room; {@code Backends.use("nd4j")} finds it.
 *
 * <pre>{@code
 * import elbolab.tensor.*;
 *
 * Backend nd4j = new elbolab.nd4j.Nd4jBackend();
 * Tensor here = Tensor.of(new float[] {1, 2, 3}, 3);
 * Tensor there = here.to(nd4j).square();
 * System.out.println(there + " is " + here.square());
 * }</pre>
 */
package elbolab.nd4j;
