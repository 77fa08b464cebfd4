package elbolab.vae;

import elbolab.data.Augmentation;
import elbolab.data.Dataset;
import elbolab.data.GeneratedDigits;
import elbolab.nn.Adam;
import elbolab.nn.Schedule;
import elbolab.train.Plan;
import elbolab.train.Trainer;

/** A VAE after 200 steps on drawn digits; prints the hash of its parameters. */
public final class TrainedVae {
  private static final int IMAGES = 1000;

  private TrainedVae() {}

  public static void main(String[] arguments) {
    System.out.println(hash());
  }

  static String hash() {
    return hash(10, 128);
  }

  /** Of a VAE with so many latent and hidden units. */
  public static String hash(int latent, int hidden) {
    Vae vae = Vae.of(VaeOptions.pixels(784, latent, hidden));
    float[] pixels = GeneratedDigits.draw(IMAGES, 1).images().floats();
    new Trainer(vae.parameters(), new Plan(IMAGES, 96, 200, 1))
        .run(
            new Adam(vae.parameters(), 1e-3),
            BoundObjective.elbo(vae, Dataset.of(pixels, 784))
                .augmentation(Augmentation.binarised())
                .beta(Schedule.linear(0, 1, 100)));
    return vae.parameters().hash();
  }
}
