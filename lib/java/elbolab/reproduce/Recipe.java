package elbolab.reproduce;

import java.io.Serializable;

/** How another process comes by an experiment: an experiment itself does not travel. */
public interface Recipe extends Serializable {
  Experiment experiment();

  /** One of the library's own. */
  record Named(String id, Scale scale) implements Recipe {
    @Override
    public Experiment experiment() {
      return Experiments.find(id, scale)
          .orElseThrow(
              () -> new ResultException("no experiment " + id + " here: another version?"));
    }
  }
}
