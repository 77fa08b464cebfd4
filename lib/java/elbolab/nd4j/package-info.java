/**
 * ND4J and Deeplearning4j: an independent second opinion on every operation of {@code tensor} and
 * on the VAE, and with ND4J's CUDA build the way to NVIDIA cards up to compute capability 8.9.
 * Nothing else needs this room; {@code Backends.use("nd4j")} finds it.
 */
package elbolab.nd4j;
