"""The peer of VideoBench: a training step of SVG with a learned prior in PyTorch.

The number of threads is the first argument. Each line on standard input is a question:

  check FILE           FILE (safetensors) holds parameters, films and noise; answers with the loss
                       before and after two steps of Adam
  svg SECONDS          repeats the step of FILE for that long, with the recurrent cores as PyTorch's
                       own LSTM; answers with the least seconds of a step
"""

import math
import sys

import torch_peer  # first, since it sets the threads of the next
import torch
import torch.nn.functional as F

SLOPE = 0.2


class Svg(torch.nn.Module):
    def __init__(self, file):
        super().__init__()
        w = {name[6:]: value.clone() for name, value in file.items() if name.startswith("video/")}
        self.x, self.noise = file["x"], file["noise"]
        self.deviation, self.past = float(file["deviation"]), int(file["past"])
        self.down, self.up = torch.nn.ModuleList(), torch.nn.ModuleList()
        for k in range(3):
            f = w[f"frames.layer{k}.down.filters"]
            conv = torch.nn.Conv2d(f.shape[1], f.shape[0], 4, 2, 1)
            g = w[f"frames.layer{k}.up.filters"]
            back = torch.nn.ConvTranspose2d(g.shape[0], g.shape[1], 4, 2, 1)
            conv.weight.data, conv.bias.data = f, w[f"frames.layer{k}.down.bias"]
            back.weight.data, back.bias.data = g, w[f"frames.layer{k}.up.bias"]
            self.down.append(conv)
            self.up.append(back)
        self.code = self.linear(w, "frames.in")
        self.out = self.linear(w, "frames.out")
        self.head = self.linear(w, "generator.head")
        self.q = self.linear(w, "posterior.head")
        self.p = self.linear(w, "prior.head")
        self.generator = self.lstm(w, "generator", 2)
        self.inference = self.lstm(w, "posterior", 1)
        self.before = self.lstm(w, "prior", 1)

    @staticmethod
    def linear(w, name):
        weight = w[name + ".weight"]
        layer = torch.nn.Linear(*weight.shape)
        layer.weight.data, layer.bias.data = weight.t().contiguous(), w[name + ".bias"]
        return layer

    @staticmethod
    def lstm(w, name, layers):
        first = w[name + ".lstm0.inputWeight"]
        lstm = torch.nn.LSTM(first.shape[0], first.shape[1] // 4, layers)
        for k in range(layers):
            at = f"{name}.lstm{k}."
            getattr(lstm, f"weight_ih_l{k}").data = w[at + "inputWeight"].t().contiguous()
            getattr(lstm, f"weight_hh_l{k}").data = w[at + "hiddenWeight"].t().contiguous()
            getattr(lstm, f"bias_ih_l{k}").data = w[at + "bias"]
            # Their second bias would take a step of its own: it stays what it is here, nothing.
            getattr(lstm, f"bias_hh_l{k}").data.zero_()
            getattr(lstm, f"bias_hh_l{k}").requires_grad_(False)
        return lstm

    def forward(self):
        """The negative bound of (35), the first frame given."""
        rows, frames, height, width = self.x.shape
        x = self.x.transpose(0, 1).reshape(frames * rows, 1, height, width)
        skips = []
        for layer in self.down:
            x = F.leaky_relu(layer(x), SLOPE)
            skips.append(x)
        top = x.shape[1:]
        codes = torch.tanh(self.code(x.flatten(1))).view(frames, rows, -1)
        last = torch.tensor([min(t, self.past) - 1 for t in range(1, frames)])
        q = self.q(self.inference(codes)[0][1:])
        mean, log_sigma = q.chunk(2, 2)
        log_sigma = 0.5 * log_sigma
        steps = frames - 1
        noise = self.noise.view(rows, steps, -1).transpose(0, 1)
        z = mean + torch.exp(log_sigma) * noise
        p_mean, p_log_sigma = self.p(self.before(codes[:-1])[0]).chunk(2, 2)
        p_log_sigma = 0.5 * p_log_sigma
        divergence = (
            p_log_sigma
            - log_sigma
            + (torch.exp(2 * log_sigma) + (mean - p_mean).square()) * torch.exp(-2 * p_log_sigma) * 0.5
            - 0.5
        )
        hidden = self.generator(torch.cat([codes[:-1], z], 2))[0]
        y = self.out(torch.tanh(self.head(hidden)).view(steps * rows, -1)).view(-1, *top)
        for layer, skip in zip(reversed(self.up), reversed(skips)):
            seen = skip.view(frames, rows, *skip.shape[1:])[last].flatten(0, 1)
            y = layer(torch.cat([F.leaky_relu(y, SLOPE), seen], 1))
        truth = self.x.transpose(0, 1)[1:].reshape(steps * rows, 1, height, width)
        scaled = (truth - y) / self.deviation
        log_prob = -0.5 * scaled.square() - 0.5 * math.log(2 * math.pi) - math.log(self.deviation)
        return (divergence.sum() - log_prob.sum()) / rows


class Work:
    def __init__(self, file):
        self.model = Svg(file)
        self.adam = torch.optim.Adam([w for w in self.model.parameters() if w.requires_grad], 1e-3)

    def step(self):
        self.adam.zero_grad(set_to_none=True)
        loss = self.model()
        loss.backward()
        self.adam.step()
        return loss


torch_peer.ready()
file, call = None, None
for line in sys.stdin:
    first, _, second = line.strip().partition(" ")
    if first == "check":
        file = torch_peer.read(second)
        work = Work(file)
        print(*(repr(work.step().item()) for _ in range(3)), flush=True)
        continue
    if call is None:
        call = Work(file).step
        torch_peer.best_seconds(call, 2)
    print(torch_peer.best_seconds(call, float(second)), flush=True)
