package elbolab.device;

/** What the chains of a product begin with. */
enum Begin {
  ZERO,
  /** A number for each column: a bias of a layer. */
  COLUMN,
  /** A number for each row: a bias of a convolution. */
  ROW,
  /** A matrix that lies as the result does. */
  MATRIX
}
