/** Densities with known moments or known difficulty, to test, teach and time samplers. */
package elbolab.hmc.toy;
