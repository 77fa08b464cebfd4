package elbolab.tensor;

/** Memory of a backend: numbers in a row whose layout only that backend knows. */
public interface Storage {
  /** How many numbers fit; a tensor uses the first of them. */
  int capacity();
}
