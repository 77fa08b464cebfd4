package elbolab.train;

import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step minimises: Σ weight · term, each term a number with a name, so that listeners can
 * show it and an error can say which one broke.
 */
public record Loss(List<Term> terms) {
  /** One number of the sum; its weight may change over a run (β of a divergence). */
  public record Term(String name, double weight, Tensor value) {
    public Term {
      if (value.size() != 1) {
        throw new IllegalArgumentException(
            "loss term \"" + name + "\" has shape " + value.shape() + ": one number is needed");
      }
    }
  }

  public Loss {
    terms = List.copyOf(terms);
    if (terms.stream().map(Term::name).distinct().count() != terms.size()) {
      throw new IllegalArgumentException("two loss terms have the same name");
    }
  }

  public static Loss of(String name, Tensor value) {
    return of(name, 1, value);
  }

  public static Loss of(String name, double weight, Tensor value) {
    return new Loss(List.of(new Term(name, weight, value)));
  }

  public Loss plus(String name, Tensor value) {
    return plus(name, 1, value);
  }

  public Loss plus(String name, double weight, Tensor value) {
    List<Term> more = new ArrayList<>(terms);
    more.add(new Term(name, weight, value));
    return new Loss(more);
  }

  public Tensor total() {
    Tensor sum = null;
    for (Term term : terms) {
      Tensor part = term.weight() == 1 ? term.value() : term.value().times(term.weight());
      sum = sum == null ? part : sum.plus(part);
    }
    return sum;
  }

  /** The terms' values. */
  List<Tensor> tensors() {
    return terms.stream().map(Term::value).toList();
  }

  /** The numbers of {@link #tensors} and of the total, to be kept after the tape is closed. */
  LossValues values(float[] numbers, float total) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Term term : terms) {
      values.add((double) numbers[names.size()]);
      names.add(term.name());
    }
    return new LossValues(total, names, values);
  }
}
