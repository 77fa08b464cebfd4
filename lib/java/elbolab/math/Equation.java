package elbolab.math;

import java.lang.annotation.Documented;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Says which printed equation a class, method or field implements, and which test checks it: one
 * equation, one method, one test. The report lists them all.
 *
 * <pre>{@code
 * @Equation(paper = THESIS, number = "5.1", test = "LeapfrogTest#preservesVolume")
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Equation.Several.class)
public @interface Equation {
  Paper paper();

  /** As printed: {@code 5.1} for an equation, else with its kind: {@code prop. 4}. */
  String[] number();

  /**
   * A test class or one of its methods: {@code LeapfrogTest#preservesVolume} in the same package,
   * {@code nn.NormTest#mean} in another one below elbolab.
   */
  String test();

  /** Where equations are printed: first the works that are recreated here. */
  enum Paper {
    DEEPDIVE("DeepDIVE"),
    THESIS("HH-VAEM and UG-VAE thesis"),
    LECTURE("Lecture on variational autoencoders"),
    REPORT("Report on machine learning and differential equations"),
    BA_2016("Ba et al. 2016"),
    BURDA_2016("Burda et al. 2016"),
    CHEN_2018("Chen et al. 2018"),
    CHO_2014("Cho et al. 2014"),
    DINH_2017("Dinh et al. 2017"),
    FU_2019("Fu et al. 2019"),
    GLOROT_2010("Glorot and Bengio 2010"),
    HE_2015("He et al. 2015"),
    HOFFMAN_2014("Hoffman and Gelman 2014"),
    IOFFE_2015("Ioffe and Szegedy 2015"),
    KINGMA_2015("Kingma and Ba 2015"),
    KINGMA_2016("Kingma et al. 2016"),
    KRASKOV_2004("Kraskov et al. 2004"),
    LECUN_1998("LeCun et al. 1998"),
    LOAIZA_2019("Loaiza-Ganem and Cunningham 2019"),
    LOSHCHILOV_2017("Loshchilov and Hutter 2017"),
    LOSHCHILOV_2019("Loshchilov and Hutter 2019"),
    RAINFORTH_2018("Rainforth et al. 2018"),
    ROSS_2014("Ross 2014"),
    SILVERMAN_1986("Silverman 1986"),
    TOLSTIKHIN_2018("Tolstikhin et al. 2018"),
    VASWANI_2017("Vaswani et al. 2017"),
    VEHTARI_2021("Vehtari et al. 2021");

    private final String title;

    Paper(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /** Whether its results are recreated here, and not only one of its methods used. */
    public boolean isRecreated() {
      return compareTo(REPORT) <= 0;
    }
  }

  /** What the compiler wraps several of one place in. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @interface Several {
    Equation[] value();
  }
}
