"""The mean of several trainings' weights, which often does better than each of them (Wortsman et al. 2022, model soups).

python -m training.average ONE.pt OTHER.pt … OUT.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("weights", type=Path, nargs="+")
    args.add_argument("out", type=Path)
    o = args.parse_args()
    kept = [torch.load(path, weights_only=False) for path in o.weights]
    if any(one["labels"] != kept[0]["labels"] or one["layers"] != kept[0]["layers"] for one in kept):
        args.error("the weights differ in labels or layers")
    first = kept[0]["model"]
    mean = {
        name: sum(one["model"][name] for one in kept) / len(kept) if value.is_floating_point() else value
        for name, value in first.items()
    }
    torch.save({"model": mean, "labels": kept[0]["labels"], "layers": kept[0]["layers"]}, o.out)


if __name__ == "__main__":
    main()
