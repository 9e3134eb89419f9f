"""Weights of a small network as PyTorch and safetensors write them, what the network then answers, and the same
weights in the layout of `Archive`, which is read back with safetensors before it is kept.

usage: python3 make_weights.py   (needs torch and safetensors; writes beside itself)
"""
import json, pathlib, struct
import torch, torch.nn as nn
from safetensors.torch import load, save

here = pathlib.Path(__file__).parent
torch.manual_seed(7)
net = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 4), nn.ReLU(), nn.Linear(4, 2))
layers = [net[0], net[2], net[4]]
slots = [(f"{n}.{name}", getattr(layer, name).detach().clone())
         for n, layer in enumerate(layers, 1) for name in ("weight", "bias")]
inputs = torch.randn(6, 3)

pytorch = save(dict(slots), metadata={"format": "pt"})
(here / "pytorch.safetensors").write_bytes(pytorch)

header, body = {}, b""
for name, tensor in slots:
    data = tensor.numpy().astype("<f4").tobytes()
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
    body += data
text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
own = struct.pack("<Q", len(text)) + text + body
back = load(own)
assert sorted(back) == sorted(name for name, _ in slots)
assert all(torch.equal(back[name], tensor) for name, tensor in slots)
(here / "archive.safetensors").write_bytes(own)

answers = {"inputs": inputs.flatten().tolist(), "outputs": net(inputs).flatten().tolist()}
(here / "answers.json").write_text(json.dumps(answers, indent=1) + "\n")
