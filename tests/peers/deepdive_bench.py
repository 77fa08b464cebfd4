"""The peer of DeepDiveBench: one interleaved training step of DeepDIVE in PyTorch.

The number of threads is the first argument. Each line on standard input is a question:

  check FILE           FILE (safetensors) holds parameters, a batch and noise; answers with the losses
                       of its interleaved steps, pass by pass
  SERIES SECONDS       repeats the step on SERIES series for that long; answers with its least seconds
"""

import sys

import torch_peer  # first, since it sets the threads of the next
import torch
from torch.nn import functional

torch.manual_seed(1)

LABELS = {"hour": 24, "weekday": 7, "month": 12}
LOOK_BACK, HORIZON, CONDITIONAL, HIDDEN, WIDTH, HEADS, BATCH = 168, 1, 8, 128, 32, 4, 64
WEIGHTS = (1.0, 1.0, 2.0 / LOOK_BACK)
HALF_LOG_TWO_PI = 0.9189385332046727


def start(series):
    """Parameters with the names and the shapes of the Java model; weights are [in, out]."""
    w = {}

    def linear(name, fan_in, fan_out):
        w[name + ".weight"] = torch.randn(fan_in, fan_out) / fan_in**0.5
        w[name + ".bias"] = torch.zeros(fan_out)

    linear("encoder.hidden.0", LOOK_BACK, HIDDEN)
    linear("encoder.hidden.1", HIDDEN, HIDDEN)
    linear("encoder.a", HIDDEN, 2 * CONDITIONAL)
    for label, classes in LABELS.items():
        branch = "marginal." + label
        linear(branch + ".encoder", HIDDEN, 2)
        w[branch + ".weight"] = torch.full((series,), series**-0.5)
        w[branch + ".basis.centre"] = torch.linspace(-2, 2, classes)
        w[branch + ".basis.logWidth"] = torch.full((classes,), -1.0)
        w[branch + ".head.logPrior"] = torch.zeros(classes)
        linear("fusion.label." + label, classes, WIDTH)
    linear("fusion.series", CONDITIONAL, WIDTH)
    for part in ("query", "key", "value", "out"):
        linear("fusion.attention." + part, WIDTH, WIDTH)
    w["decoder.hidden.0.series"] = torch.randn(WIDTH, HIDDEN) / 8
    w["decoder.hidden.0.labels"] = torch.randn(len(LABELS) * WIDTH, HIDDEN) / 16
    w["decoder.hidden.0.bias"] = torch.zeros(HIDDEN)
    linear("decoder.hidden.1", HIDDEN, HIDDEN)
    linear("decoder.x", HIDDEN, LOOK_BACK)
    linear("decoder.y", HIDDEN, HORIZON)
    return w


class Model:
    def __init__(self, w):
        self.w = w
        self.learned = {n: p.requires_grad_(True) for n, p in w.items() if "logPrior" not in n}
        self.marginal = [p for n, p in self.learned.items() if n.startswith("marginal.")]
        self.adams = [torch.optim.Adam(self.learned.values(), 1e-3) for _ in range(4)]

    def linear(self, name, x):
        w = self.w[name + ".weight"]
        rows = x.reshape(-1, w.shape[0])
        return torch.addmm(self.w[name + ".bias"], rows, w).view(*x.shape[:-1], w.shape[1])

    def hidden(self, x):
        return self.linear("encoder.hidden.1", self.linear("encoder.hidden.0", x).relu()).relu()

    def log_basis(self, label, b):
        branch = "marginal." + label
        s = (b * self.w[branch + ".weight"]).sum(-1, keepdim=True)
        log_width = self.w[branch + ".basis.logWidth"]
        scaled = (s - self.w[branch + ".basis.centre"]) / log_width.exp()
        return -0.5 * scaled.square() - log_width - HALF_LOG_TWO_PI

    def classifier_loss(self, label, x, classes, noise):
        mean, log_sigma = self.linear(f"marginal.{label}.encoder", self.hidden(x)).unbind(-1)
        b = mean + log_sigma.exp() * noise
        logits = self.log_basis(label, b) + self.w[f"marginal.{label}.head.logPrior"]
        return functional.cross_entropy(logits, classes)

    def attention(self, queries, context):
        def split(part, tokens):
            t = self.linear("fusion.attention." + part, tokens)
            return t.view(*t.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split("query", queries), split("key", context), split("value", context)
        weights = ((q * (WIDTH // HEADS) ** -0.5) @ k.transpose(-1, -2)).softmax(-1)
        joined = (weights @ v).transpose(1, 2).reshape(queries.shape)
        return self.linear("fusion.attention.out", joined)

    def main_losses(self, x, y, noise):
        hidden = self.hidden(x)
        mean, log_sigma = self.linear("encoder.a", hidden).chunk(2, -1)
        a = mean + log_sigma.exp() * noise
        tokens = []
        for label in LABELS:
            b = self.linear(f"marginal.{label}.encoder", hidden)[..., 0]
            tokens.append(self.linear("fusion.label." + label, self.log_basis(label, b).exp()))
        series = self.linear("fusion.series", a)
        fused = self.attention(torch.cat([series, torch.stack(tokens, 1)], 1), series)
        l = series.shape[1]
        of_labels = fused[:, l:].flatten(1) @ self.w["decoder.hidden.0.labels"]
        of_labels = of_labels + self.w["decoder.hidden.0.bias"]
        first = (fused[:, :l] @ self.w["decoder.hidden.0.series"] + of_labels.unsqueeze(1)).relu()
        h = self.linear("decoder.hidden.1", first).relu()
        divergence = 0.5 * (mean.square() + (2 * log_sigma).exp()) - log_sigma - 0.5
        return (
            functional.mse_loss(self.linear("decoder.x", h), x),
            functional.mse_loss(self.linear("decoder.y", h), y),
            divergence.sum(-1).mean(),
        )

    def step(self, x, y, classes, noise_of_labels, noise_of_a):
        """One interleaved step; gives the losses of each pass, still as tensors."""
        losses = []
        for i, label in enumerate(LABELS):
            adam = self.adams[i]
            adam.zero_grad(set_to_none=True)
            loss = self.classifier_loss(label, x, classes[i], noise_of_labels[i])
            loss.backward()
            adam.step()
            losses.append(loss)
        for parameter in self.marginal:
            parameter.requires_grad_(False)
        self.adams[-1].zero_grad(set_to_none=True)
        parts = self.main_losses(x, y, noise_of_a)
        sum(weight * part for weight, part in zip(WEIGHTS, parts)).backward()
        self.adams[-1].step()
        for parameter in self.marginal:
            parameter.requires_grad_(True)
        return losses + list(parts)


def check(path):
    file = torch_peer.read(path)
    model = Model({n[len("w/") :]: a for n, a in file.items() if n.startswith("w/")})
    classes = [file["classes/" + label] for label in LABELS]
    answer = []
    for step in range(int(file["steps"])):
        noise = [file[f"noise/{step}/{label}"] for label in LABELS]
        losses = model.step(file["x"], file["y"], classes, noise, file[f"noise/{step}/a"])
        answer += [loss.item() for loss in losses]
    return " ".join(map(repr, answer))


def step(series):
    model = Model(start(series))
    x = torch.randn(BATCH, series, LOOK_BACK)
    y = torch.randn(BATCH, series, HORIZON)
    classes = [torch.arange(BATCH) % k for k in LABELS.values()]

    def call():
        noise = [torch.randn(BATCH, series) for _ in LABELS]
        model.step(x, y, classes, noise, torch.randn(BATCH, series, CONDITIONAL))

    return call


calls = {}
torch_peer.ready()
for line in sys.stdin:
    first, _, second = line.strip().partition(" ")
    if first == "check":
        print(check(second), flush=True)
        continue
    if first not in calls:
        calls[first] = step(int(first))
        torch_peer.best_seconds(calls[first], 0.5)
    print(torch_peer.best_seconds(calls[first], float(second)), flush=True)
