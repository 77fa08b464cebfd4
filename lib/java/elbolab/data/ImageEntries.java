package elbolab.data;

import java.util.Arrays;
import java.util.List;

/** The catalogue's images. */
final class ImageEntries {
  private ImageEntries() {}

  static List<DataSet> all() {
    return List.of(mnist(), fashionMnist());
  }

  private static DataSet mnist() {
    String[] mirrors = {
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "http://yann.lecun.com/exdb/mnist/"
    };
    return new DataSet(
        "mnist",
        "MNIST handwritten digits",
        "CC BY-SA 3.0 in most catalogues",
        "70,000 images of 28 x 28, ten classes.",
        "HH-VAEM thesis: tables 5.3 to 5.5; UG-VAE: table 4.1; VAE report: figure 12",
        "digits drawn by strokes",
        List.of(
            file(
                "mnist/train-images-idx3-ubyte.gz",
                9_912_422,
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                mirrors),
            file(
                "mnist/train-labels-idx1-ubyte.gz",
                28_881,
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                mirrors),
            file(
                "mnist/t10k-images-idx3-ubyte.gz",
                1_648_877,
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                mirrors),
            file(
                "mnist/t10k-labels-idx1-ubyte.gz",
                4_542,
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                mirrors)));
  }

  private static DataSet fashionMnist() {
    String[] mirrors = {
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
    };
    return new DataSet(
        "fashion_mnist",
        "Fashion-MNIST (Xiao, Rasul and Vollgraf 2017)",
        "MIT (Zalando SE)",
        "70,000 images of 28 x 28, ten kinds of clothing.",
        "HH-VAEM thesis: tables 5.3 to 5.5",
        "",
        List.of(
            file(
                "fashion_mnist/train-images-idx3-ubyte.gz",
                26_421_880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                mirrors),
            file(
                "fashion_mnist/train-labels-idx1-ubyte.gz",
                29_515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                mirrors),
            file(
                "fashion_mnist/t10k-images-idx3-ubyte.gz",
                4_422_102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                mirrors),
            file(
                "fashion_mnist/t10k-labels-idx1-ubyte.gz",
                5_148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                mirrors)));
  }

  /** A file that every mirror has under its own name, byte for byte. */
  private static DataFile file(String path, long bytes, String sha256, String... mirrors) {
    String name = path.substring(path.indexOf('/') + 1);
    return DataFile.of(
        path,
        bytes,
        sha256,
        Source.download(
            new Conversion.AsIs(),
            Arrays.stream(mirrors).map(mirror -> mirror + name).toArray(String[]::new)));
  }
}
