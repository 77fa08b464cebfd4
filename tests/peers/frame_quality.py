"""PSNR, and SSIM at a data range of 1 and of 2, of two frames of 28 x 20, by scikit-image."""

import json
import sys

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

a, b = (np.array(json.loads(text), dtype=np.float32).reshape(28, 20).astype(np.float64) for text in sys.argv[1:3])
print(
    peak_signal_noise_ratio(a, b, data_range=1.0),
    *(structural_similarity(a, b, data_range=float(r), win_size=7, gaussian_weights=False) for r in (1, 2)),
)
