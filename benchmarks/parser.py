"""Score the parser on a treebank.

    python -m benchmarks.parser FILE.conllu [--limit N] [--style de_gsd|de_pud|en_gum|en_pud] [--tier fast]

Tokens and sentences are the treebank's, contractions one token; punctuation is left out, label subtypes too (as in
the CoNLL 2006 tradition). The manner of annotation is that of the file's treebank where its name says one that the
parser knows (de_gsd, de_pud, en_gum, en_pud), else the reader's own; ``--style`` chooses. Features are scored one by one,
as F1 over the words that bear them.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

import spacy
from spacy.tokens import Doc

from depesche.reading.parser import ParserStage
from training.conllu import read

STYLES = ("de_gsd", "de_pud", "en_gum", "en_pud")
SCORED = ("Mood", "Tense", "VerbForm", "Number", "Person", "Case")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("conllu", type=Path)
    args.add_argument("--limit", type=int, default=None)
    args.add_argument("--style", default="")
    args.add_argument("--tier", choices=("accurate", "fast"), default="accurate")
    args.add_argument("--threads", type=int, default=1)
    o = args.parse_args()
    if not o.conllu.exists():
        print(f"{o.conllu} is not here; nothing measured")
        sys.exit(0)
    sentences = list(read(o.conllu))[: o.limit]
    language = "en" if o.conllu.name.startswith("en") else "de"
    style = o.style or next((name for name in STYLES if o.conllu.name.startswith(name)), "")
    stage = ParserStage(spacy.blank(language).vocab, language, o.tier, style, o.threads)
    forms = [[w.form for w in s.words] for s in sentences]
    spaces = [[*(w.space_before for w in s.words[1:]), True] for s in sentences]
    begun = time.perf_counter()
    doc = Doc(stage.vocab, words=[f for s in forms for f in s], spaces=[x for s in spaces for x in s])
    at, groups = 0, []
    for s in forms:
        groups.append(list(range(at, at + len(s))))
        at += len(s)
    flat = [t.text for t in doc]
    stage.write(doc, flat, [bool(x) for x in doc.to_array("SPACY")], [False] * len(doc), groups)
    seconds = time.perf_counter() - begun
    n = right_pos = uas = las = lemma = 0
    found, gold, both = Counter[str](), Counter[str](), Counter[str]()
    for sentence, group in zip(sentences, groups, strict=True):
        for k, word in enumerate(sentence.words):
            token = doc[group[k]]
            feats = token.morph.to_dict()
            for name in SCORED:
                a, b = feats.get(name), word.feats.get(name)
                found[name] += a is not None
                gold[name] += b is not None
                both[name] += a is not None and a == b
            a, b = feats.get("Mood") == "Sub", word.feats.get("Mood") == "Sub"
            found["Mood=Sub"] += a
            gold["Mood=Sub"] += b
            both["Mood=Sub"] += a and b
            if word.upos == "PUNCT":
                continue
            n += 1
            head = 0 if token.head.i == token.i else token.head.i - group[0] + 1
            right_pos += token.pos_ == word.upos
            lemma += token.lemma_.lower() == word.lemma.lower()
            uas += head == word.head
            las += head == word.head and token.dep_.split(":")[0] == word.deprel.split(":")[0]
    print(f"{o.conllu.name}, {o.tier}, manner of {stage.style}: {len(sentences)} sentences, {n} words,", end=" ")
    print(f"{len(doc) / seconds:.0f} tokens/s")
    print(f"UPOS {100 * right_pos / n:.1f}\nlemma {100 * lemma / n:.1f}")
    for name in (*SCORED, "Mood=Sub"):
        if gold[name]:
            print(f"{name} {200 * both[name] / (found[name] + gold[name]):.1f}")
    print(f"UAS {100 * uas / n:.1f}\nLAS {100 * las / n:.1f}")


if __name__ == "__main__":
    main()
