/** Float kernels on plain arrays, special functions, counter-based random numbers. */
package elbolab.math;
