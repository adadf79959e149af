"""The shipped weights and form tables; see README.md beside this file."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal, get_args

Tier = Literal["accurate", "fast"]


def shipped() -> list[Tier]:
    """The tiers whose weights are there, the default first."""
    return [tier for tier in get_args(Tier) if (files(__name__) / tier / "network.onnx").is_file()]
