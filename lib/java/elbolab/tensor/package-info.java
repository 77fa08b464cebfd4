/** Tensors, the tape that differentiates them, and the backends that compute. */
package elbolab.tensor;
