package elbolab.ode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rooted tree, which stands for one term in the Taylor series of a solution (Butcher's theory). A
 * Runge–Kutta method has order p exactly when Σ bᵢ Φᵢ(τ) = 1/γ(τ) for every tree τ of at most p
 * vertices, so that the conditions need not be written down one by one.
 */
record RootedTree(List<RootedTree> branches) {
  RootedTree {
    branches = List.copyOf(branches);
  }

  /** All trees of at most so many vertices, the smaller ones first: 1, 1, 2, 4, 9, 20 … of each. */
  static List<RootedTree> upTo(int vertices) {
    List<RootedTree> trees = new ArrayList<>();
    for (int n = 1; n <= vertices; n++) {
      List<RootedTree> grown = new ArrayList<>();
      grow(trees, n - 1, 0, new ArrayList<>(), grown);
      trees.addAll(grown);
    }
    return trees;
  }

  /** Every choice of trees, in falling order of their place, that has so many vertices in all. */
  private static void grow(
      List<RootedTree> known,
      int vertices,
      int first,
      List<RootedTree> chosen,
      List<RootedTree> to) {
    if (vertices == 0) {
      to.add(new RootedTree(chosen));
      return;
    }
    for (int i = first; i < known.size(); i++) {
      if (known.get(i).vertices() <= vertices) {
        chosen.add(known.get(i));
        grow(known, vertices - known.get(i).vertices(), i, chosen, to);
        chosen.remove(chosen.size() - 1);
      }
    }
  }

  int vertices() {
    return 1 + branches.stream().mapToInt(RootedTree::vertices).sum();
  }

  /** γ(τ) = |τ| · Π γ(branch). */
  double density() {
    return vertices()
        * branches.stream().mapToDouble(RootedTree::density).reduce(1, (a, b) -> a * b);
  }

  /** Φᵢ(τ) = Π over the branches of Σⱼ aᵢⱼ Φⱼ(branch), for every stage i. */
  double[] weights(double[][] a) {
    double[] product = new double[a.length];
    Arrays.fill(product, 1);
    for (RootedTree branch : branches) {
      double[] inner = branch.weights(a);
      for (int i = 0; i < a.length; i++) {
        double sum = 0;
        for (int j = 0; j < a[i].length; j++) {
          sum += a[i][j] * inner[j];
        }
        product[i] *= sum;
      }
    }
    return product;
  }

  /** As brackets around the branches: [] is the single vertex. */
  @Override
  public String toString() {
    return branches.toString().replace(", ", "");
  }
}
