package elbolab.tensor;

/** The primitives of a backend for images, which lie as [batch, channels, height, width]. */
public interface ImageKernels {
  /** y = x ⋆ filters [out, in, kernel, kernel] + bias [out]; the bias may be null. */
  void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y);

  /** The transpose of the convolution by x: from dy to dx. */
  void convolveByInput(Convolution c, Storage filters, Storage dy, Storage dx);

  /** From x and dy to dfilters. */
  void convolveByFilters(Convolution c, Storage x, Storage dy, Storage dfilters);

  /** Greatest number of each window, and where in its window it lies. */
  void maxPool(Pooling p, Storage x, Storage y, Storage where);

  void maxPoolGradient(Pooling p, Storage where, Storage dy, Storage dx);

  /** Mean of each window, padding counted as zeros. */
  void averagePool(Pooling p, Storage x, Storage y);

  void averagePoolGradient(Pooling p, Storage dy, Storage dx);
}
