"""What intake says when an item cannot be read: one sentence, fit for a terminal."""

from __future__ import annotations


class IntakeError(ValueError):
    """An input that cannot be read. ``str()`` is one clear sentence that names the input."""


def printable(words: str, limit: int = 200) -> str:
    """``words`` without control characters, which could steer a terminal, and not longer than ``limit``."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in words[: limit + 1])
    return shown if len(shown) <= limit else shown[:limit] + "…"


def refusal(name: str, why: str) -> IntakeError:
    """``name: why`` as an error, both made safe to print."""
    return IntakeError(f"{printable(name)}: {printable(why, 400)}")
