/**
 * What networks are built from: layers, the parameters that they learn, and optimisers.
 *
 * <pre>{@code
 * import elbolab.nn.*;
 * import elbolab.tensor.*;
 * Parameters parameters = Parameters.seeded(1);
 * Linear line = Linear.of(parameters.at("line"), 2, 1);
 * Adam adam = new Adam(parameters, 0.01);
 * try (Tape tape = Tape.scope()) {
 *   line.apply(Tensor.ones(8, 2)).minus(3).square().mean().backward();
 *   adam.step();
 * }
 * System.out.println(parameters);                  // line.weight, line.bias
 * }</pre>
 *
 * A {@link elbolab.nn.Layer} is a function of a tensor whose weights stand in {@link
 * elbolab.nn.Parameters}: named, frozen by branches, saved as safetensors, which Python reads. An
 * {@link elbolab.nn.Optimizer} moves them by their gradients, at a rate that a {@link
 * elbolab.nn.Schedule} may change. {@link elbolab.nn.Backpropagation} is the chain rule of a
 * perceptron, layer by layer, for those who want to see it without a tape.
 */
package elbolab.nn;
