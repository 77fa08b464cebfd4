"""What the peers in PyTorch share: their threads, tensors from a file, and how long a call takes.

The number of threads is the first argument of the program that imports this.
"""

import json
import os
import struct
import sys
import time

THREADS = int(sys.argv[1])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(THREADS)

import torch  # noqa: E402  the threads must be set before

torch.set_num_threads(THREADS)


def read(path):
    """The tensors of a safetensors file, by name."""
    with open(path, "rb") as opened:
        raw = opened.read()
    (length,) = struct.unpack_from("<Q", raw, 0)
    data = memoryview(raw)[8 + length :]
    tensors = {}
    for name, entry in json.loads(raw[8 : 8 + length]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            kind = {"F32": torch.float32, "I64": torch.int64}[entry["dtype"]]
            tensors[name] = torch.frombuffer(bytearray(data[begin:end]), dtype=kind).view(entry["shape"])
    return tensors


def best_seconds(call, seconds):
    """The least of calls for so long."""
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or not times:
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return min(times)


def ready():
    """What a peer says first: whether its products are those in double precision, to rounding."""
    a, b = torch.randn(65, 300), torch.randn(300, 257)
    bound = 300 * 2.0**-24 * (a.double().abs() @ b.double().abs())
    right = bool(((a @ b - a.double() @ b.double()).abs() <= bound).all())
    print("ready" if right else "WRONG PRODUCTS", torch.__version__, flush=True)
