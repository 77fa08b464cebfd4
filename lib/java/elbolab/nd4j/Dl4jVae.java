package elbolab.nd4j;

import elbolab.nn.Parameters;
import elbolab.vae.Likelihood;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Deeplearning4j's own VAE layer as a second opinion: the same architecture (one hidden layer of
 * rectifiers, Bernoulli pixels), trained by its own engine. {@link #toVae} gives its parameters to
 * a {@link Vae} of ours, so that one and the same estimator judges both.
 */
public final class Dl4jVae {
  private final VaeOptions options;
  private final MultiLayerNetwork network;

  public Dl4jVae(VaeOptions options, double rate) {
    if (options.hidden().size() != 1
        || options.activation() != elbolab.math.Activation.RELU
        || !options.likelihood().equals(Likelihood.bernoulli())) {
      throw new IllegalArgumentException(
          options + ": this baseline has one hidden layer of rectifiers and Bernoulli pixels");
    }
    this.options = options;
    network = new MultiLayerNetwork(configuration(options, rate));
    network.init();
  }

  private static MultiLayerConfiguration configuration(VaeOptions options, double rate) {
    int hidden = options.hidden().get(0);
    return new NeuralNetConfiguration.Builder()
        .seed(options.seed())
        .updater(new Adam(rate))
        .list()
        .layer(
            new VariationalAutoencoder.Builder()
                .nIn(options.features())
                .nOut(options.latent())
                .encoderLayerSizes(hidden)
                .decoderLayerSizes(hidden)
                .activation(Activation.RELU)
                .pzxActivationFunction(Activation.IDENTITY)
                .reconstructionDistribution(
                    new BernoulliReconstructionDistribution(Activation.SIGMOID))
                .build())
        .build();
  }

  /** One step of its optimiser on a batch of rows. */
  public void step(float[] rows) {
    network.pretrainLayer(0, matrix(rows, options.features()));
  }

  /** So many steps on whole batches of these rows, one after another and from the start again. */
  public void fit(float[] rows, int batch, int steps) {
    int length = batch * options.features();
    int whole = rows.length - rows.length % length;
    for (int step = 0; step < steps; step++) {
      int from = (int) ((long) step * length % whole);
      step(Arrays.copyOfRange(rows, from, from + length));
    }
  }

  /** Its own mean of q(z | x), row after row. */
  public float[] encodeMean(float[] rows) {
    return floats(
        layer()
            .activate(matrix(rows, options.features()), false, LayerWorkspaceMgr.noWorkspaces()));
  }

  /** Its own E[x | z], row after row. */
  public float[] decodeMean(float[] z) {
    return floats(layer().generateAtMeanGivenZ(matrix(z, options.latent())));
  }

  private org.deeplearning4j.nn.layers.variational.VariationalAutoencoder layer() {
    return (org.deeplearning4j.nn.layers.variational.VariationalAutoencoder) network.getLayer(0);
  }

  private static INDArray matrix(float[] rows, int columns) {
    return Nd4j.createFromArray(rows).reshape(rows.length / columns, columns);
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** A VAE of ours with these parameters. */
  public Vae toVae() {
    Map<String, INDArray> from = layer().paramTable();
    Vae vae = Vae.of(options);
    Parameters to = vae.parameters();
    to.get("encoder.hidden0.weight").set(floats(from.get("e0W")));
    to.get("encoder.hidden0.bias").set(floats(from.get("e0b")));
    to.get("encoder.out.weight").set(beside(from.get("pZXMeanW"), from.get("pZXLogStd2W")));
    to.get("encoder.out.bias").set(beside(from.get("pZXMeanb"), from.get("pZXLogStd2b")));
    to.get("decoder.hidden0.weight").set(floats(from.get("d0W")));
    to.get("decoder.hidden0.bias").set(floats(from.get("d0b")));
    to.get("decoder.out.weight").set(floats(from.get("pXZW")));
    to.get("decoder.out.bias").set(floats(from.get("pXZb")));
    return vae;
  }

  /** [rows, 2r]: each row of the left matrix, then the same row of the right one. */
  private float[] beside(INDArray left, INDArray right) {
    int r = options.latent();
    float[] first = floats(left);
    float[] second = floats(right);
    float[] both = new float[2 * first.length];
    for (int i = 0; i < first.length; i += r) {
      System.arraycopy(first, i, both, 2 * i, r);
      System.arraycopy(second, i, both, 2 * i + r, r);
    }
    return both;
  }
}
