"""The peer of ImageBench: a step of a hierarchical VAE of images, and a chain of HMC through it, in PyTorch.

The number of threads is the first argument. Each line on standard input is a question:

  check FILE      FILE (safetensors) holds parameters and a batch; answers with the mean log joint of the
                  batch at the noise as ε, the sum of its slope there, and the losses of three steps of Adam
  NAME SECONDS    repeats the step ("vi") or the chain ("hmc") of FILE for that long; its least seconds
"""

import sys

import torch_peer  # first, since it sets the threads of the next
import torch
from torch.nn import functional

LATENT, TOP, SIDE, PIXELS, PROPOSALS, LEAPFROG, STEP = 20, 10, 28, 784, 10, 5, 0.05


class Model:
    def __init__(self, file):
        self.w = {n[2:]: t.clone().requires_grad_(True) for n, t in file.items() if n.startswith("w/")}
        self.x, self.seen, self.y = file["x"], file["seen"], file["y"].long()
        self.label, self.noise = file["label"], file["noise"]
        self.adam = torch.optim.Adam(self.w.values(), 1e-6)  # as in ImageBench

    def linear(self, name, x):
        return torch.addmm(self.w[name + ".bias"], x, self.w[name + ".weight"])

    def encode(self):
        r = torch.stack([self.x, self.seen], 1).view(-1, 2, SIDE, SIDE)
        for i in range(3):
            name = f"encoder.level0.convolution{i}"
            r = functional.conv2d(r, self.w[name + ".filters"], self.w[name + ".bias"], 2, 2).relu()
        r = self.linear("encoder.level0.hidden0", torch.cat([r.flatten(1), self.label], 1))
        above = self.linear("encoder.level1", r).relu()
        mean = [self.linear("encoder.mean0", r), self.linear("encoder.mean1", above)]
        log_variance = [self.linear("encoder.logVariance0", r), self.linear("encoder.logVariance1", above)]
        return torch.cat(mean, 1), torch.cat(log_variance, 1)

    def log_likelihood(self, epsilon):
        moments = self.linear("prior.level0.hidden0", epsilon[:, LATENT:]).relu()
        mean, log_variance = self.linear("prior.level0.out", moments).chunk(2, 1)
        h = mean + (0.5 * log_variance).exp() * epsilon[:, :LATENT]
        d = self.linear("decoder.hidden1", self.linear("decoder.hidden0", h).relu()).relu().view(-1, 32, 4, 4)
        for i, more in ((2, 0), (1, 1), (0, 1)):
            name = f"decoder.convolution{i}"
            w, b = self.w[name + ".filters"], self.w[name + ".bias"]
            d = functional.conv_transpose2d(d, w, b, 2, 2, more)
            d = d.relu() if i else d
        logits = d.flatten(1)
        pixels = -functional.binary_cross_entropy_with_logits(logits, self.x, weight=self.seen, reduction="none")
        missing = 1 - self.seen
        completed = self.x + logits.sigmoid() * missing
        hidden = self.linear("predictor.hidden0", torch.cat([h, completed, missing], 1)).relu()
        classes = self.linear("predictor.out", hidden)
        return pixels.sum(1) - functional.cross_entropy(classes, self.y, reduction="none")

    def step(self):
        self.adam.zero_grad(set_to_none=True)
        mean, log_variance = self.encode()
        epsilon = mean + (0.5 * log_variance).exp() * self.noise
        divergence = 0.5 * (mean.square() + log_variance.exp() - log_variance - 1).sum(1)
        loss = (divergence - self.log_likelihood(epsilon)).mean()
        loss.backward()
        self.adam.step()
        return loss

    def density(self, epsilon):
        epsilon = epsilon.detach().requires_grad_(True)
        value = self.log_likelihood(epsilon) - 0.5 * epsilon.square().sum(1) - 15 * 1.8378770664093453
        (slope,) = torch.autograd.grad(value.sum(), epsilon)
        return value.detach(), slope

    def chain(self):
        for w in self.w.values():
            w.requires_grad_(False)
        at = self.noise
        value, slope = self.density(at)
        for _ in range(PROPOSALS):
            start = r = torch.randn_like(at)
            new, new_value, new_slope = at, value, slope
            for _ in range(LEAPFROG):
                r = r + 0.5 * STEP * new_slope
                new = new + STEP * r
                new_value, new_slope = self.density(new)
                r = r + 0.5 * STEP * new_slope
            change = new_value - value - 0.5 * (r.square() - start.square()).sum(1)
            accept = torch.rand(len(at)).log() < change
            at = torch.where(accept[:, None], new, at)
            slope = torch.where(accept[:, None], new_slope, slope)
            value = torch.where(accept, new_value, value)
        for w in self.w.values():
            w.requires_grad_(True)


def check(path):
    model = Model(torch_peer.read(path))
    value, slope = model.density(model.noise)
    answer = [value.mean().item(), slope.sum().item()] + [model.step().item() for _ in range(3)]
    return " ".join(map(repr, answer))


model = None
torch_peer.ready()
for line in sys.stdin:
    first, _, second = line.strip().partition(" ")
    if first == "check":
        model = Model(torch_peer.read(second))
        print(check(second), flush=True)
        continue
    call = model.step if first == "vi" else model.chain
    torch_peer.best_seconds(call, 0.5)
    print(torch_peer.best_seconds(call, float(second)), flush=True)
