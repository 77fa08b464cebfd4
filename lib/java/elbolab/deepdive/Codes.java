package elbolab.deepdive;

import elbolab.prob.Normal;
import java.util.List;

/**
 * What the encoder says of windows: q(a | x), [windows, series, n1], null in variant (b), and q(b_i
 * | x), [windows, series], for each label.
 */
public record Codes(Normal a, List<Normal> b) {
  public Codes {
    b = List.copyOf(b);
  }
}
