"""The peer of OdeBench: a training step of the circle and one of a latent ODE in PyTorch.

The number of threads is the first argument. Each line on standard input is a question:

  check FILE           FILE (safetensors) holds parameters and data of both; answers with the loss
                       of each before and after two steps of Adam
  NAME SECONDS         repeats the step of FILE's "circle" or "latent" for that long, eagerly and as
                       compiled by TorchScript; answers with the least seconds of a step
"""

import math
import sys

import torch_peer  # first, since it sets the threads of the next
import torch

# Gradients of the long recurrence underflow, and numbers below the least normal one are slow.
torch.set_flush_denormal(True)


def circle(w, b, start, t, steps: int):
    """Mean squared error of RK4 with equal steps to each row's own time."""
    h = t / steps
    z = start
    for _ in range(steps):
        k1 = torch.addmm(b, z, w)
        k2 = torch.addmm(b, z + h * (0.5 * k1), w)
        k3 = torch.addmm(b, z + h * (0.5 * k2), w)
        k4 = torch.addmm(b, z + h * k3, w)
        z = z + h * (k1 / 6.0 + k2 / 3.0 + k3 / 3.0 + k4 / 6.0)
    return (z - torch.cat([torch.cos(t), torch.sin(t)], 1)).square().mean()


def field(z, w0, b0, w1, b1):
    return torch.addmm(b1, torch.tanh(torch.addmm(b0, z, w0)), w1)


def latent(
    x, noise, wi, wh, bh, wp, bp, f0, g0, f1, g1, d0, e0, d1, e1, span: float, steps: int, sd: float
):
    """The negative bound of complete series x [rows, times, 2], at equally spaced times."""
    rows, times = x.shape[0], x.shape[1]
    seen = torch.cat([x, torch.ones_like(x)], 2).transpose(0, 1).flip(0)
    inputs = seen @ wi + bh
    hidden = torch.zeros(rows, wh.shape[0])
    for k in range(times):
        hidden = torch.tanh(inputs[k] + hidden @ wh)
    both = torch.addmm(bp, hidden, wp)
    mean, log_variance = both.chunk(2, 1)
    log_sigma = 0.5 * log_variance
    z = mean + torch.exp(log_sigma) * noise
    h = span / steps
    pieces = []
    for _ in range(steps):
        k1 = field(z, f0, g0, f1, g1)
        k2 = field(z + h * (0.5 * k1), f0, g0, f1, g1)
        k3 = field(z + h * (0.5 * k2), f0, g0, f1, g1)
        k4 = field(z + h * k3, f0, g0, f1, g1)
        c2 = h * (-1.5 * k1 + k2 + k3 - 0.5 * k4)
        c3 = h * (2.0 / 3.0) * (k1 - k2 - k3 + k4)
        pieces.append(torch.stack([z, h * k1, c2, c3]))
        z = z + h * (k1 / 6.0 + k2 / 3.0 + k3 / 3.0 + k4 / 6.0)
    at = torch.arange(times) * (float(steps) / (times - 1))
    step = torch.clamp(torch.ceil(at - 1e-6).long() - 1, min=0)
    theta = (at - step).view(times, 1, 1)
    c = torch.stack(pieces)[step]
    path = c[:, 0] + theta * (c[:, 1] + theta * (c[:, 2] + theta * c[:, 3]))
    decoded = torch.tanh(path @ d0 + e0) @ d1 + e1
    scaled = (x - decoded.transpose(0, 1)) / sd
    log_prob = -0.5 * scaled.square() - 0.5 * math.log(2 * math.pi) - math.log(sd)
    divergence = 0.5 * (mean.square() + torch.exp(2 * log_sigma)) - log_sigma - 0.5
    return divergence.sum(1).mean() - log_prob.sum([1, 2]).mean()


field = torch.jit.script(field)
CIRCLE = ["weight", "bias"]
LATENT = [
    "encoder.inputWeight", "encoder.hiddenWeight", "encoder.bias", "posterior.weight",
    "posterior.bias", "field.hidden0.weight", "field.hidden0.bias", "field.out.weight",
    "field.out.bias", "decoder.hidden0.weight", "decoder.hidden0.bias", "decoder.out.weight",
    "decoder.out.bias",
]  # fmt: skip


class Work:
    """One of the two, from the parameters in the file."""

    def __init__(self, file, name, compiled):
        names = CIRCLE if name == "circle" else LATENT
        self.w = [file[f"{name}/{n}"].clone().requires_grad_(True) for n in names]
        self.adam = torch.optim.Adam(self.w, 0.01)
        formula = circle if name == "circle" else latent
        formula = torch.jit.script(formula) if compiled else formula
        if name == "circle":
            t = file["t"]
            start = torch.tensor([1.0, 0.0]).expand(t.shape[0], 2)
            self.loss = lambda: formula(*self.w, start, t, int(file["steps"]))
        else:
            x, noise, span = file["x"], file["noise"], float(file["span"])
            self.loss = lambda: formula(x, noise, *self.w, span, int(file["latentSteps"]), 0.1)

    def step(self):
        self.adam.zero_grad(set_to_none=True)
        loss = self.loss()
        loss.backward()
        self.adam.step()
        return loss


torch_peer.ready()
file, calls = None, {}
for line in sys.stdin:
    first, _, second = line.strip().partition(" ")
    if first == "check":
        file = torch_peer.read(second)
        works = [Work(file, name, False) for name in ("circle", "latent")]
        print(*(repr(w.step().item()) for w in works for _ in range(3)), flush=True)
        continue
    if first not in calls:
        calls[first] = [Work(file, first, compiled).step for compiled in (False, True)]
        for call in calls[first]:
            torch_peer.best_seconds(call, 2)
    print(min(torch_peer.best_seconds(call, float(second) / 2) for call in calls[first]), flush=True)
