"""Trains the network `small` in PyTorch on CIFAR-10 and prints what it then knows of the test images.

    python3 bench/peers/accuracy.py SETTINGS [DRAWN]

SETTINGS is JSON: folder (of the binary files), method (vanilla or mixup), seed, epochs, batchSize, lr, momentum,
weightDecay, mean and std. DRAWN is a safetensors file of what another run started from and drew: its first weights by
their names, and a row for every step in `ids` (the training images), `partner` (their partners' places in the batch) and
`ratio` (the partners' shares). Without it PyTorch draws all of that itself.
"""
import json
import math
import sys
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional as F

CLASSES, THREADS = 10, 2


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            aside = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.downsample = nn.Sequential(aside, nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Block(16, 16, 1))
        self.layer2 = nn.Sequential(Block(16, 32, 2))
        self.layer3 = nn.Sequential(Block(32, 64, 2))
        self.fc = nn.Linear(64, CLASSES)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(images))), 2)
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


def read_images(folder, names, mean, std):
    records = numpy.concatenate([numpy.fromfile(folder / name, numpy.uint8) for name in names]).reshape(-1, 3073)
    pixels = torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32)).float() / 255
    column = lambda values: torch.tensor(values).view(1, 3, 1, 1)
    return (pixels - column(mean)) / column(std), torch.from_numpy(records[:, 0].astype(numpy.int64))


def read_safetensors(path):
    data = Path(path).read_bytes()
    length = int.from_bytes(data[:8], "little")
    kinds = {"F32": numpy.float32, "I32": numpy.int32}
    tensors = {}
    for name, about in json.loads(data[8 : 8 + length]).items():
        begin, end = (8 + length + offset for offset in about["data_offsets"])
        numbers = numpy.frombuffer(data[begin:end], kinds[about["dtype"]]).reshape(about["shape"])
        tensors[name] = torch.from_numpy(numbers.copy())
    return tensors


def draws(settings, count):
    """A row of training images, one of their partners and one of the partners' shares for every step."""
    batch = settings["batchSize"]
    for _ in range(settings["epochs"]):
        order = torch.randperm(count)
        for step in range(count // batch):
            # Every sample has a partner and a share of its own; a partner is anyone else.
            partner = (torch.arange(batch) + torch.randint(1, batch, (batch,))) % batch
            mixes = settings["method"] == "mixup"
            ratio = torch.distributions.Beta(1.0, 1.0).sample((batch,)) if mixes else torch.zeros(batch)
            yield order[step * batch : (step + 1) * batch], partner, ratio


def train(network, images, labels, settings, steps):
    rules = {"lr": settings["lr"], "momentum": settings["momentum"], "weight_decay": settings["weightDecay"]}
    optimizer = torch.optim.SGD(network.parameters(), **rules)
    for step, (ids, partner, ratio) in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = settings["lr"] * (1 + math.cos(math.pi * step / len(steps))) / 2
        ids, partner = ids.long(), partner.long()
        x, y = images[ids], F.one_hot(labels[ids], CLASSES).float()
        share = ratio.view(-1, 1, 1, 1)
        mixed = (1 - share) * x + share * x[partner]
        targets = (1 - ratio[:, None]) * y + ratio[:, None] * y[partner]
        optimizer.zero_grad()
        F.cross_entropy(network(mixed), targets).backward()
        optimizer.step()


def evaluate(network, images, labels):
    network.eval()
    with torch.no_grad():
        logits = torch.cat([network(part) for part in images.split(200)])
    top1 = (logits.argmax(1) == labels).float().mean().item()
    return {"top1": 100 * top1, "loss": F.cross_entropy(logits, labels).item()}


def main(settings, drawn=None):
    torch.set_num_threads(THREADS)
    settings = json.loads(settings)
    torch.manual_seed(settings["seed"])
    folder, scale = Path(settings["folder"]), (settings["mean"], settings["std"])
    inner = folder / "cifar-10-batches-bin"
    folder = inner if inner.exists() else folder
    images, labels = read_images(folder, [f"data_batch_{i}.bin" for i in range(1, 6)], *scale)
    network = Small()
    if drawn is None:
        steps = list(draws(settings, len(labels)))
    else:
        tensors = read_safetensors(drawn)
        steps = list(zip(*(tensors.pop(name) for name in ("ids", "partner", "ratio"))))
        kept = {name for name in network.state_dict() if not name.endswith("num_batches_tracked")}
        assert tensors.keys() == kept, tensors.keys() ^ kept
        network.load_state_dict(tensors, strict=False)
    train(network, images, labels, settings, steps)
    print(json.dumps(evaluate(network, *read_images(folder, ["test_batch.bin"], *scale))))


main(*sys.argv[1:])
