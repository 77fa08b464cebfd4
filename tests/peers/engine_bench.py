"""The peer of EngineBench: NumPy and PyTorch on the same workloads.

Reads the name of a workload and a number of seconds per line on standard input, repeats the
workload for that long and answers with the least seconds of one call. The number of threads is
the first argument.
"""

import os
import sys
import time

THREADS = int(sys.argv[1])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(THREADS)

import numpy  # noqa: E402  the threads must be set before
import torch  # noqa: E402
from torch import nn  # noqa: E402

torch.set_num_threads(THREADS)
torch.manual_seed(1)


def product(m, k, n):
    a = numpy.random.rand(m, k).astype(numpy.float32)
    b = numpy.random.rand(k, n).astype(numpy.float32)
    c = numpy.empty((m, n), numpy.float32)
    return lambda: numpy.matmul(a, b, out=c)


def density_gradient(rows):
    decoder = nn.Sequential(nn.Linear(10, 256), nn.ReLU(), nn.Linear(256, 13))
    predictor = nn.Sequential(nn.Linear(23, 256), nn.ReLU(), nn.Linear(256, 1))
    for parameter in [*decoder.parameters(), *predictor.parameters()]:
        parameter.requires_grad_(False)
    x = torch.randn(rows, 13)
    z = torch.randn(rows, 10, requires_grad=True)

    def call():
        decoded = decoder(z)
        error = x - decoded
        target = predictor(torch.cat([z, decoded], 1))
        log_density = -5 * error.square().sum() - 5 * target.square().sum() - 0.5 * z.square().sum()
        return torch.autograd.grad(log_density, z)[0]

    return call


def vae_step():
    encoder = nn.Sequential(nn.Linear(13, 256), nn.ReLU(), nn.Linear(256, 20))
    decoder = nn.Sequential(nn.Linear(10, 256), nn.ReLU(), nn.Linear(256, 13))
    adam = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], 1e-3)
    x = torch.randn(100, 13)

    def call():
        adam.zero_grad(set_to_none=True)
        mean, log_variance = encoder(x).chunk(2, 1)
        z = mean + (0.5 * log_variance).exp() * torch.randn_like(mean)
        reconstruction = 0.5 * (x - decoder(z)).square().sum(1)
        divergence = 0.5 * (mean.square() + log_variance.exp() - log_variance - 1).sum(1)
        (reconstruction + divergence).mean().backward()
        adam.step()

    return call


def lstm_step():
    lstm = nn.LSTM(64, 64)
    adam = torch.optim.Adam(lstm.parameters(), 1e-3)
    x = torch.randn(40, 64, 64)

    def call():
        adam.zero_grad(set_to_none=True)
        lstm(x)[0].square().mean().backward()
        adam.step()

    return call


def cnn_step():
    network = nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(800, 128), nn.ReLU(), nn.Linear(128, 10))
    adam = torch.optim.Adam(network.parameters(), 1e-3)
    x = torch.randn(128, 1, 28, 28)
    labels = torch.arange(128) % 10

    def call():
        adam.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(network(x), labels).backward()
        adam.step()

    return call


def workload(name):
    kind, _, size = name.partition(" ")
    if kind == "product":
        return product(*map(int, size.split("x")))
    if kind == "gradient":
        return density_gradient(int(size))
    return {"vae": vae_step, "lstm": lstm_step, "cnn": cnn_step}[kind]()


def best_seconds(call, seconds):
    """The least over batches of calls, each batch long enough for the clock."""
    begin = time.perf_counter()
    call()
    once = time.perf_counter() - begin
    repeats = max(1, min(1000, int(1e-3 / max(once, 1e-7))))
    times = [once]
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        for _ in range(repeats):
            call()
        times.append((time.perf_counter() - begin) / repeats)
    return min(times)


def right():
    """Whether these kernels' products are those in double precision, to rounding."""
    for m, k, n in ((100, 256, 13), (65, 300, 257), (3, 1000, 31)):
        a = numpy.random.randn(m, k).astype(numpy.float32)
        b = numpy.random.randn(k, n).astype(numpy.float32)
        exact = a.astype(float) @ b.astype(float)
        bound = k * 2.0**-24 * (abs(a.astype(float)) @ abs(b.astype(float)))
        both = numpy.matmul(a, b), (torch.from_numpy(a) @ torch.from_numpy(b)).numpy()
        if any((abs(c - exact) > bound).any() for c in both):
            return False
    return True


calls = {}
print("ready" if right() else "WRONG PRODUCTS", torch.__version__, numpy.__version__, flush=True)
for line in sys.stdin:
    name, _, seconds = line.strip().rpartition(" ")
    if name not in calls:
        calls[name] = workload(name)
        best_seconds(calls[name], 0.5)
    print(best_seconds(calls[name], float(seconds)), flush=True)
