"""Writes a few arrays as NumPy does, compressed and not: pytorch_npz.npz and pytorch_npz_compressed.npz.

    /usr/bin/python3 test/golden/pytorch_npz.py        (Debian: apt-get install python3-torch)
"""
from pathlib import Path

import numpy
import torch

torch.manual_seed(1)
layer = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3, bias=False), torch.nn.BatchNorm2d(3))
with torch.no_grad():
    layer[0].weight.copy_(torch.arange(54).reshape(3, 2, 3, 3) / 4)
arrays = {name: tensor.numpy() for name, tensor in layer.state_dict().items()}
arrays["half"] = numpy.arange(3, dtype=numpy.float16) / 2
arrays["double"] = numpy.arange(6, dtype=numpy.float64).reshape(2, 3) / 8
folder = Path(__file__).parent
numpy.savez(folder / "pytorch_npz.npz", **arrays)
numpy.savez_compressed(folder / "pytorch_npz_compressed.npz", **arrays)
