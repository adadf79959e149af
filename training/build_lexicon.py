"""Build the form tables that ship with the reader: ``src/depesche/models/lexicon.{de,en}.tsv.gz``.

    python -m training.build_lexicon UD_FOLDER

Lines are ``form, class, lemma, mood``, sorted by their bytes for ``depesche/reading/forms.py`` to search: class V for verb
forms, W for the other open words, N for nouns in their own right, or a UPOS tag for the closed words of the treebanks. Mood is
set on finite German forms that can be Konjunktiv: ``K1`` and ``K2`` for forms that are nothing else, ``K1?`` and ``K2?`` for
those that are indicative too (`ich habe` / `er habe`; `sagte`).

Sources: verb paradigms by ``ablaut`` (MIT or Apache-2.0), other words from ``simplemma`` (MIT), both kept only where
``wordfreq`` (Apache-2.0, data CC BY-SA 4.0) knows the form or the lemma; closed words from the training treebanks.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from pathlib import Path

import ablaut
import wordfreq
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from training.conllu import read

OUT = Path(__file__).parent.parent / "src" / "depesche" / "models"
CLOSED = ("DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "ADV")


def joined(form: str, particle: str) -> str:
    """``marschiere ein`` as it stands at the end of a clause: ``einmarschiere``."""
    return particle + form[: -len(particle) - 1] if particle and form.endswith(" " + particle) else form


def german_verb(infinitive: str) -> dict[str, set[str]]:
    """Forms of a verb with the slots they fill (``ind``, ``K1``, ``K2``, ``part``, ``inf``, ``imp``)."""
    try:
        verb = ablaut.conjugate(infinitive)
    except ValueError:
        return {}
    first = verb.present[0]
    particle = first.split(" ", 1)[1] if " " in first else ""
    forms: dict[str, set[str]] = {}

    def add(form: str | None, slot: str) -> None:
        if form:
            forms.setdefault(joined(form, particle), set()).add(slot)
            if particle:  # the stem alone; the parser joins the particle
                forms.setdefault(form.removesuffix(" " + particle), set()).add(slot + "|stem")

    for k in range(6):
        add(verb.present[k], "ind")
        add(verb.preterite[k], "ind")
        add(verb.konjunktiv1[k], "K1")
        add(verb.konjunktiv2[k], "K2")
    for k in range(2):
        add(verb.imperative[k] if verb.imperative else None, "imp")
    forms.setdefault(verb.past_participle, set()).add("part")
    forms.setdefault(verb.zu_infinitive if particle else infinitive, set()).add("inf")
    forms.setdefault(infinitive, set()).add("inf")
    return {
        f: {s for s in slots if not s.endswith("|stem")}
        for f, slots in forms.items()
        if any(not s.endswith("|stem") for s in slots)
    }


def mood(slots: set[str]) -> str:
    """The mood column."""
    found = [k for k in ("K1", "K2") if k in slots]
    if not found:
        return ""
    return found[0] + ("?" if slots & {"ind", "inf", "part"} else "")


def closed_words(folder: Path, language: str) -> dict[tuple[str, str], str]:
    """The most frequent lemma of each closed-class form in the training treebanks."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    files = ("de_gsd-ud-dev", "de_pud-ud-test") if language == "de" else ("en_gum-cc-by", "en_pud-ud-test")
    for stem in files:
        for sentence in read(folder / f"{stem}.conllu"):
            for word in sentence.words:
                if word.upos in CLOSED and word.form.isalpha():
                    counts.setdefault((word.form.lower(), word.upos), Counter())[word.lemma.lower()] += 1
    return {key: c.most_common(1)[0][0] for key, c in counts.items()}


def dictionary(language: str) -> dict[str, str]:
    """simplemma's pairs as plain strings."""
    raw = DefaultDictionaryFactory().get_dictionary(language)
    return {str(k): (v.decode() if isinstance(v, bytes) else str(v)) for k, v in raw.items()}


def without_participles(found: dict[str, dict[str, set[str]]], pairs: dict[str, str]) -> dict[str, dict[str, set[str]]]:
    """The verbs without the participles that the dictionary lists as words of their own (``vorgeworfen``).

    They are participles of another verb, and the dictionary has none of the finite forms that they would have as verbs
    (it has ``gefällt`` of ``gefallen``).
    """
    owners: dict[str, set[str]] = {}
    for infinitive, forms in found.items():
        for form, slots in forms.items():
            if "part" in slots:
                owners.setdefault(form, set()).add(infinitive)
    kept = {}
    for infinitive, forms in found.items():
        finite = (f for f, slots in forms.items() if f != infinitive and slots & {"ind", "K1", "K2"})
        if not owners.get(infinitive, set()) - {infinitive} or any(pairs.get(f) == infinitive for f in finite):
            kept[infinitive] = forms
    return kept


def verbs(language: str, pairs: dict[str, str], known: dict[str, float]) -> list[str]:
    """Infinitives worth having: the lemma or one of its forms is in use."""
    used = Counter(lemma for form, lemma in pairs.items() if form in known)
    if language == "de":
        return [v for v in used if (v.islower() and v.endswith(("en", "rn", "ln")) and len(v) > 3) or v in ("sein", "tun")]
    return [v for v in used if v.isalpha() and v.islower()]


ENGLISH_ENDINGS = (("ing", ""), ("ing", "e"), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ies", "y"), ("es", ""), ("s", ""))


def english_verb(form: str, known: dict[str, float]) -> str:
    """The commonest known verb of which a form can be a regular inflection (``thanking``: thank); empty for none."""
    stems = [form[: -len(ending)] + lemma_ending for ending, lemma_ending in ENGLISH_ENDINGS if form.endswith(ending)]
    stems += [s[:-1] for s in stems if len(s) > 3 and s[-1] == s[-2] and s[-1] not in "aeious"]  # "cancelled", "banning"

    def inflects(stem: str) -> bool:
        others = {stem + "ed", stem.removesuffix("e") + "ed", stem.removesuffix("e") + "ing", stem + stem[-1] + "ing"}
        others.add(stem.removesuffix("y") + "ied")
        return bool((others - {form}) & known.keys())

    fitting = [s for s in stems if len(s) > 2 and s in known and inflects(s)]
    return max(fitting, key=lambda s: known[s], default="")


def build(language: str, folder: Path) -> list[tuple[str, str, str, str]]:
    """All lines of a language's table."""
    pairs = dictionary(language)
    known = {w: f for w, f in wordfreq.get_frequency_dict(language, wordlist="best").items() if f > 1e-8}
    for word in {w.lower() for pair in pairs.items() for w in pair if "ß" in w}:
        folded = known.get(word.replace("ß", "ss"))  # the word list knows no ß
        if folded:
            known.setdefault(word, folded)
    lines: dict[tuple[str, str], tuple[str, str]] = {}
    weight: dict[tuple[str, str], float] = {}
    if language == "de":
        paradigms = {infinitive: german_verb(infinitive) for infinitive in verbs(language, pairs, known)}
        for infinitive, forms in without_participles(paradigms, pairs).items():
            for form, slots in forms.items():
                # strong forms are often shared (schlugen: schlagen; bot: bieten): the commoner verb has them
                key = (form, "V")
                score = known.get(infinitive, 1e-9) * (2.0 if pairs.get(form) == infinitive else 1.0)
                if score > weight.get(key, 0.0):
                    lines[key], weight[key] = (infinitive, mood(slots)), score
    else:
        for form, lemma in pairs.items():
            if (
                form in known
                and form.endswith(("s", "ed", "ing", "t", "d", "n", "k", "e"))
                and form != lemma
                and lemma in known
            ):
                lines.setdefault((form, "V"), (lemma, ""))
        for form in known:
            if form.isascii() and form.isalpha() and form.endswith(("ing", "ed", "s")) and not form.endswith("ss"):
                verb, listed = english_verb(form, known), lines.get((form, "V"), ("", ""))[0]
                # the dictionary takes many of these for nouns, or undoes too little ("cancell")
                if verb and known[verb] > 100 * known.get(listed, 0.0):
                    lines[form, "V"] = (verb, "")
                    if pairs.get(form, form) == form:
                        lines[form, "W"] = (form, "")  # as an adjective it is itself: "willing"
        lines["left", "V"] = ("leave", "")
        for infinitive in [
            "be",
            "have",
            "do",
            "say",
            "go",
            "make",
            "take",
            "get",
            "give",
            "come",
            "know",
            "think",
            "tell",
            "see",
            "meet",
            "hold",
            "warn",
            "leave",
            "lead",
            "lose",
            "send",
            "spend",
            "speak",
            "break",
            "bring",
            "build",
            "buy",
            "catch",
            "choose",
            "draw",
            "drive",
            "fall",
            "feel",
            "fight",
            "find",
            "fly",
            "forbid",
            "forget",
            "grow",
            "hear",
            "keep",
            "lay",
            "lend",
            "lie",
            "mean",
            "pay",
            "rise",
            "run",
            "sell",
            "seek",
            "shoot",
            "show",
            "shut",
            "sit",
            "sleep",
            "stand",
            "steal",
            "strike",
            "swear",
            "teach",
            "throw",
            "understand",
            "wear",
            "win",
            "write",
            "withdraw",
            "begin",
            "bind",
            "bleed",
            "breed",
            "deal",
            "feed",
            "flee",
            "freeze",
            "hang",
            "hide",
            "kneel",
            "ride",
            "ring",
            "shake",
            "shrink",
            "sing",
            "sink",
            "slide",
            "split",
            "spread",
            "spring",
            "swim",
            "swing",
            "tear",
            "wake",
            "overthrow",
            "uphold",
            "undertake",
        ]:
            paradigm = ablaut.conjugate(infinitive, lang="eng")
            for name in dir(paradigm):
                if not name.startswith("_"):
                    value = getattr(paradigm, name)
                    for form in value if isinstance(value, list) else [value]:
                        if isinstance(form, str) and form.isalpha():
                            lines[form, "V"] = (infinitive, "")
    for form, lemma in pairs.items():
        if (
            form != lemma
            and form.lower() in known
            and form.isalpha()
            and (form[0].isupper() or (form, "V") not in lines or language == "en")
        ):
            lines.setdefault((form, "W"), (lemma, ""))
    for (form, upos), lemma in closed_words(folder, language).items():
        lines[form, upos] = (lemma, "")
    return sorted((form, cls, lemma, m) for (form, cls), (lemma, m) in lines.items() if "\t" not in form + lemma)


def nouns(lines: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """Lines of class N for what is a lemma with a capital letter: such a form needs no other lemma."""
    return [
        (lemma, "N", lemma, "") for lemma in sorted({line[2] for line in lines if line[1] == "W" and line[2][:1].isupper()})
    ]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    folder = args.parse_args().folder
    for language in ("de", "en"):
        lines = build(language, folder)
        text = b"".join(sorted(f"{chr(9).join(line)}\n".encode() for line in [*lines, *nouns(lines)]))
        path = OUT / f"lexicon.{language}.tsv.gz"
        path.write_bytes(gzip.compress(text, 9, mtime=0))
        print(path.name, len(lines), "lines", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
