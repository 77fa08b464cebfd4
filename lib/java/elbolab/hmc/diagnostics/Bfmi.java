package elbolab.hmc.diagnostics;

/**
 * E-BFMI = Σ (Eₜ − Eₜ₋₁)² / Σ (Eₜ − Ē)² of one chain (Betancourt 2016): below 0.3, drawing momenta
 * hardly changes the energy, and the chain crosses energies like a random walk.
 */
public final class Bfmi {
  private Bfmi() {}

  public static double of(double[] energy) {
    double mean = Draws.mean(energy);
    double steps = 0;
    double spread = (energy[0] - mean) * (energy[0] - mean);
    for (int t = 1; t < energy.length; t++) {
      steps += (energy[t] - energy[t - 1]) * (energy[t] - energy[t - 1]);
      spread += (energy[t] - mean) * (energy[t] - mean);
    }
    return steps / spread;
  }
}
