"""Trains a small residual network in PyTorch and writes what came of it to pytorch_steps.safetensors.

    /usr/bin/python3 test/golden/pytorch_steps.py      (Debian: apt-get install python3-torch)

PyTorch computes in 64-bit floats from weights, images and labels that are 32-bit floats, so the numbers are right to the
last digit that is written. Run with --single it computes in 32-bit floats and prints how far that is from 64 bits.
"""
import json
import struct
import sys
from pathlib import Path

import torch
from torch import nn

OUT = Path(__file__).with_name("pytorch_steps.safetensors")
STEPS, BATCHES, BATCH, HEIGHT, WIDTH, CLASSES = 10, 3, 6, 9, 7, 5
MEAN, STD = [0.5, 0.4, 0.3], [0.25, 0.2, 0.3]


class Residual(nn.Module):
    def __init__(self, convolutions, shortcut):
        super().__init__()
        self.count = len(convolutions)
        for i, (inputs, outputs, side, stride, groups) in enumerate(convolutions, 1):
            convolution = nn.Conv2d(inputs, outputs, side, stride, side // 2, groups=groups, bias=False)
            self.add_module(f"conv{i}", convolution)
            self.add_module(f"bn{i}", nn.BatchNorm2d(outputs))
        inputs, outputs, stride = shortcut
        convolution = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
        self.downsample = nn.Sequential(convolution, nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = x
        for i in range(1, self.count + 1):
            y = getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(y))
            y = torch.relu(y) if i < self.count else y
        return torch.relu(y + self.downsample(x))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        bottleneck = [(8, 8, 1, 1, 1), (8, 8, 3, 1, 4), (8, 16, 1, 1, 1)]
        basic = [(16, 8, 3, 2, 1), (8, 8, 3, 1, 1)]
        self.layer1 = nn.Sequential(Residual(bottleneck, (8, 16, 1)))
        self.layer2 = nn.Sequential(Residual(basic, (16, 8, 2)))
        self.fc = nn.Linear(8, CLASSES)

    def forward(self, images):
        x = torch.relu(self.bn1(self.conv1(images)))
        return self.fc(self.layer2(self.layer1(x)).mean((2, 3)))


def run(dtype):
    torch.manual_seed(1)
    network = Network()
    images = torch.rand(BATCHES, BATCH, HEIGHT, WIDTH, 3)
    labels = torch.softmax(3 * torch.randn(BATCHES, BATCH, CLASSES), -1)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
    out = {"images": images, "labels": labels}
    keep(out, "start", network.state_dict())
    network.to(dtype)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    mean, std = torch.tensor(MEAN, dtype=dtype), torch.tensor(STD, dtype=dtype)
    batches = [((x.to(dtype) - mean) / std).permute(0, 3, 1, 2) for x in images]
    losses = []
    for step in range(STEPS):
        logits = network(batches[step % BATCHES])
        loss = -(labels[step % BATCHES].to(dtype) * torch.log_softmax(logits, -1)).sum(-1).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            out["logits"] = logits
            keep(out, "gradient", {name: value.grad for name, value in network.named_parameters()})
        optimizer.step()
        if step + 1 in (1, 2, STEPS):
            keep(out, f"step{step + 1}", network.state_dict())
    out["losses"] = torch.tensor(losses, dtype=dtype)
    network.eval()
    out["evaluated"] = network(batches[0])
    return {name: value.detach().clone() for name, value in out.items()}


def keep(out, prefix, tensors):
    out.update({f"{prefix}.{name}": value.detach().clone() for name, value in tensors.items()})


def write(path, tensors):
    """The safetensors format: the length of the header, the header in JSON, the numbers."""
    header, data = {}, b""
    for name, tensor in sorted(tensors.items(), key=lambda item: (-item[1].element_size(), item[0])):
        kind = {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype]
        numbers = tensor.contiguous().numpy().tobytes()
        place = [len(data), len(data) + len(numbers)]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": place}
        data += numbers
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


exact = run(torch.float64)
if "--single" in sys.argv:
    single = run(torch.float32)
    errors = {
        name: ((single[name].double() - value.double()).norm() / value.double().norm()).item()
        for name, value in exact.items()
        if value.is_floating_point()
    }
    name = max(errors, key=errors.get)
    print(f"in 32-bit floats PyTorch is off by {errors[name]:.1e} at most, in {name}")
else:
    write(OUT, {name: value.float() if value.is_floating_point() else value for name, value in exact.items()})
    print(f"{OUT.name}: {OUT.stat().st_size} bytes")
