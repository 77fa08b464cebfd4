/**
 * Graphics cards, with the processor's bits: drivers, and a backend whose kernels do each operation
 * as the processor does it, in the same order.
 *
 * <pre>{@code
 * import elbolab.device.*;
 * import elbolab.tensor.*;
 *
 * OpenClDevice.all().forEach(device -> System.out.println(device + ", lacks " + device.lacks()));
 * if (!OpenClDevice.all().isEmpty()) {
 *   Tensor here = Tensor.of(new float[] {1, 2, 3}, 3);
 *   Tensor there = here.to(Backends.of("opencl"));
 *   System.out.println(there.exp().sum().item() == here.exp().sum().item());   // true
 * }
 * }</pre>
 *
 * <p>{@code Backends.use("opencl")}, or "cuda" with a card of NVIDIA's, makes it the place of all
 * new tensors. The kernels are one text in the common part of OpenCL C and CUDA C++, {@link
 * elbolab.device.KernelSource}; what a number of the library is worth is written into it from the
 * library's own classes. Every element of a product is one chain of fused multiply-adds, sums have
 * sixteen lanes and a fixed tree, functions are the library's polynomials, and random numbers are
 * counted: nothing in these depends on how many threads there are.
 */
package elbolab.device;
