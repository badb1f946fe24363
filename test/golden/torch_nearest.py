"""Writes which columns PyTorch's nearest interpolation shows: /usr/bin/python3 test/golden/torch_nearest.py

A line of the .csv file holds how many columns there are, and then which of them are shown. Debian's python3-torch, 1.13.
Of 224 columns its 32-bit products read the column before for 17 of 25,200, at widths such as 192; those are left out.
"""
from pathlib import Path

import torch

lines = []
for side in [5, 8, 28, 32, 64, 224]:
    columns = torch.arange(side, dtype=torch.float32).reshape(1, 1, 1, side)
    for width in [1, 2, 3, 5, 7, 20, 27, 32, 51, 64, 100, 179]:
        if width <= side:
            shown = torch.nn.functional.interpolate(columns, size=(1, width), mode="nearest")
            lines.append(",".join(str(int(number)) for number in [side, *shown.flatten()]))
Path(__file__).with_suffix(".csv").write_text("\n".join(lines) + "\n")
