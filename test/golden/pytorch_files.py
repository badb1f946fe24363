"""Writes a layer as PyTorch does: pytorch_files.pth, as before version 1.6 (pytorch_files_old.pth), as a training script
keeps it (pytorch_files_checkpoint.pth), and as TorchScript (pytorch_files_script.pt).

    /usr/bin/python3 test/golden/pytorch_files.py        (Debian: apt-get install python3-torch)
"""
from pathlib import Path

import torch

layer = torch.nn.Linear(2, 3)
with torch.no_grad():
    layer.weight.copy_(torch.arange(6).reshape(3, 2) / 4)
    layer.bias.copy_(torch.arange(3) - 1)
state = layer.state_dict()
folder = Path(__file__).parent
torch.save(state, folder / "pytorch_files.pth")
torch.save(state, folder / "pytorch_files_old.pth", _use_new_zipfile_serialization=False)
half = {name: tensor.bfloat16() for name, tensor in state.items()}
torch.save({"epoch": 3, "state_dict": half}, folder / "pytorch_files_checkpoint.pth")
torch.jit.script(layer).save(str(folder / "pytorch_files_script.pt"))
