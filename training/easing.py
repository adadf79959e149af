"""Make a network ready for eight bits.

Activations are quantised on the fly with one scale for a whole matrix, so a few dimensions with large values leave the others
few steps. Layer norms of the encoder have such dimensions. Dividing them by a factor, and multiplying the weights behind them
by it, changes nothing in exact arithmetic and much in eight bits (SmoothQuant, Xiao et al. 2023). What comes out of a GELU
has its outliers in single words, where this does not help: the matrices behind them stay in sixteen bits.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from training.batching import Batch
from training.encoder import Encoder
from training.model import Parser

ALPHA = 0.5  # how much of the difficulty goes over to the weights


class Eased(nn.Module):
    """A linear map whose input is divided by factors that its weights make up for."""

    def __init__(self, linear: nn.Linear, factors: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("ease", 1 / factors)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        with torch.no_grad():
            self.linear.weight.copy_(linear.weight * factors)
            self.linear.bias.copy_(linear.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.linear(x * self.ease)


@torch.no_grad()
def ease(model: Parser, table: torch.Tensor, samples: Iterable[Batch]) -> None:
    """Ease what follows the encoder's layer norms, by the largest values seen in ``samples``. Changes the model."""
    encoder: Encoder = model.encoder
    places = [(layer, name) for layer in encoder.layers for name in ("qkv", "up")]
    largest = [torch.zeros(getattr(layer, name).in_features) for layer, name in places]
    mask = torch.zeros(0)

    def watch(k: int):
        def look(_module: nn.Module, inputs: tuple[torch.Tensor]) -> None:
            seen = inputs[0][mask > 0].abs().amax(0)
            largest[k] = torch.maximum(largest[k], seen)

        return look

    hooks = [getattr(layer, name).register_forward_pre_hook(watch(k)) for k, (layer, name) in enumerate(places)]
    model.eval()
    for batch in samples:
        mask = batch.attention
        model(table[batch.ids] + model.style[batch.style][:, None], batch.attention, batch.pool)
    for hook in hooks:
        hook.remove()
    for (layer, name), top in zip(places, largest, strict=True):
        linear: nn.Linear = getattr(layer, name)
        factors = top.clamp(min=1e-5) ** ALPHA / linear.weight.abs().amax(0).clamp(min=1e-5) ** (1 - ALPHA)
        setattr(layer, name, Eased(linear, factors / factors.log().mean().exp()))


def behind_gelu(graph: onnx.GraphProto, inner: int) -> list[str]:
    """Names of the matrix products that take an encoder layer's GELU, ``inner`` values wide."""
    made = {name for node in graph.node if node.op_type == "Gelu" for name in node.output}
    rows = {i.name: i.dims[0] for i in graph.initializer if i.dims}
    return [n.name for n in graph.node if n.op_type == "MatMul" and n.input[0] in made and rows.get(n.input[1]) == inner]


def halve(model: onnx.ModelProto, products: list[str]) -> None:
    """Keep the weights of these products in sixteen bits; they are widened once, when the network is loaded."""
    names = {node.input[1] for node in model.graph.node if node.name in products}
    for kept in model.graph.initializer:
        if kept.name in names:
            small = f"{kept.name}_half"
            values = numpy_helper.to_array(kept).astype(np.float16)
            model.graph.node.insert(0, helper.make_node("Cast", [small], [kept.name], to=TensorProto.FLOAT))
            kept.CopyFrom(numpy_helper.from_array(values, small))
