"""Parse raw German text with the accurate tier as it ships, all its networks voting, for another round of training.

    python -m training.parse_raw OUT.conllu TEXTS …

The deep network then learns from what it and the small one agree on (self-training with an ensemble): give OUT.conllu to
training/train_parser.py as ``--silver``. TEXTS as in training/silver.py. About 210,000 words take six minutes on two cores.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from depesche.reading.network import Network, Parsed
from training.conllu import Sentence
from training.silver import raw_sentences

MANNER = "de_gsd"


def rows(network: Network, sentence: Sentence, parsed: Parsed) -> list[str]:
    """The lines of one sentence."""
    lines = []
    for k, word in enumerate(sentence.words, 1):
        values = zip(network.features.items(), parsed.values[k].tolist(), strict=True)
        feats = "|".join(sorted(f"{name}={options[v - 1]}" for (name, options), v in values if v)) or "_"
        glued = k < len(sentence.words) and not sentence.words[k].space_before
        lines.append(
            f"{k}\t{word.form}\t_\t{network.upos[parsed.upos[k]]}\t_\t{feats}\t{parsed.heads[k]}\t"
            f"{network.labels[parsed.labels[k]]}\t_\t{'SpaceAfter=No' if glued else '_'}"
        )
    return lines


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out", type=Path)
    args.add_argument("texts", type=Path, nargs="+")
    o = args.parse_args()
    network = Network("accurate", 2)
    sentences = list(raw_sentences(o.texts))
    with o.out.open("w", encoding="utf-8") as handle:
        for at in range(0, len(sentences), 400):
            group = sentences[at : at + 400]
            given = [([w.form for w in s.words], [w.space_before for w in s.words]) for s in group]
            for sentence, parsed in zip(group, network.parse(given, MANNER), strict=True):
                handle.write("\n".join(rows(network, sentence, parsed)) + "\n\n")
    print(len(sentences), "sentences")


if __name__ == "__main__":
    main()
