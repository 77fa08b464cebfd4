package elbolab.deepdive;

/** A block of windows: training, validation or test part of a data set. */
public interface WindowSource {
  /** How many windows there are. */
  int size();

  /** The windows of these numbers, as tensors on the tape that is open. */
  WindowBatch batch(int... windows);
}
