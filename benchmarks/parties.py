"""Scores the stage of parties: mentions, codes and pronouns on annotated dispatches; countries, speed, loading.

Usage:  python -m benchmarks.parties gold DIR [--quotes FOLDER] [--misses] [--parses FOLDER]
        python -m benchmarks.parties petrarch CHECKOUT [--misses]
        python -m benchmarks.parties speed

``gold``: DIR holds annotation files (benchmarks/gold/dev or test). A mention counts as found where its span shares at
least half of the shorter span's characters with an annotated one (one to one, best first); ``exact`` asks for the same
span. Places are not mentions. Optional annotations cost nothing when missed. Codes are compared on matched mentions
that are annotated with one: the party's part before the slash, or the name where there is no code. A pronoun is right
where code and name are; names are compared across transliterations (Karsai, Karzai). ``--parses``: see benchmarks/cached.py.
``petrarch``: a checkout (or bare repository) of openeventdata/petrarch2, whose test sentences name states; nothing of it
is kept here. Its invented states are left out, one of which (Eriador) bears the code of Eritrea.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import spacy

from benchmarks.cached import CachedReader
from benchmarks.gold.restore import QUOTES
from depesche.knowledge import Knowledge
from depesche.knowledge.spelling import skeleton
from depesche.reading.notes import attach, notes
from depesche.reading.parties_lexicon import Lexicon
from depesche.reading.pipeline import Reader
from depesche.records import Dispatch, Mention


def codes(parties: list[str]) -> set[str]:
    """The part of each party before the slash, folded."""
    return {p.split("/")[0].casefold() for p in parties}


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared characters as a share of the shorter span."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / max(1, min(a[1] - a[0], b[1] - b[0])) if shared > 0 else 0.0


def pairs(gold: list[dict[str, Any]], guess: list[Mention]) -> dict[int, int]:
    """Which annotated mention each found one answers, one to one, the best overlap first."""
    candidates = []
    for i, g in enumerate(gold):
        for j, m in enumerate(guess):
            share = overlap((g["begin"], g["end"]), (m.span.begin, m.span.end))
            if share >= 0.5:
                union = max(g["end"], m.span.end) - min(g["begin"], m.span.begin)
                candidates.append((-share * (min(g["end"], m.span.end) - max(g["begin"], m.span.begin)) / union, i, j))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken


def gold(folder: Path, quotes: Path, misses: bool, reader: Reader) -> None:
    """Prints F1 of mentions, the share of right codes and of right pronouns."""
    texts = {}
    for file in quotes.glob("*.json"):
        row = json.loads(file.read_text(encoding="utf-8"))
        texts[row["documentName"]] = row["originalText"]
    if not texts:
        print(f"no articles in {quotes}: nothing to measure on")
        return
    n_gold = n_guess = hits = exact = right = coded = pronouns = pronouns_right = named = named_right = 0
    pronoun_guess = pronoun_hit = 0
    for file in sorted(folder.glob("*.json")):
        doc = json.loads(file.read_text(encoding="utf-8"))
        text = texts[doc["documentName"]]
        title = re.sub(r"^\d+ - |\s*\(\d{4}-\d\d-\d\d\)$", "", doc["documentName"])
        reading = reader.read(Dispatch(text=text, title=title, published=doc["published"], language=doc["lang"]))
        guess = [m for m in reading.mentions if not m.place and m.party is not None]
        rows = doc["mentions"]
        found = pairs(rows, guess)
        optional = {i for i, r in enumerate(rows) if r.get("optional")}
        free = {j for i, j in found.items() if i in optional}
        hits += sum(i not in optional for i in found)
        n_gold += len(rows) - len(optional)
        n_guess += len(guess) - len(free)
        if misses:
            print(f"## {doc['doc']}")
        for i, row in enumerate(rows):
            want = row["party"] if isinstance(row["party"], list) else [row["party"]]
            m = guess[found[i]] if i in found else None
            is_pronoun = row["form"] == "pronoun"
            pronouns += is_pronoun and i not in optional
            if m is None:
                if misses and i not in optional:
                    print(f"  missed  {row['form']:9s} {text[row['begin'] : row['end']]!r} = {want}")
                continue
            exact += i not in optional and (row["begin"], row["end"]) == (m.span.begin, m.span.end)
            said = [str(p) for p in m.parties]
            good = bool(codes(want) & codes(said))
            coded += 1
            right += good
            same_name = any(skeleton(a.split("/")[-1]) == skeleton(b.split("/")[-1]) for a in want for b in said)
            named += 1
            named_right += good and same_name
            if is_pronoun and i not in optional:
                pronouns_right += good and (same_name or not any("/" in w for w in want))
            if misses and not good:
                print(f"  wrong   {row['form']:9s} {text[row['begin'] : row['end']]!r} = {want}, said {said} ({m.why})")
        for j, m in enumerate(guess):
            pronoun_guess += m.form == "pronoun"
            pronoun_hit += m.form == "pronoun" and j in found.values()
            if misses and j not in found.values():
                print(f"  extra   {m.form:9s} {text[m.span.begin : m.span.end]!r} said {m.party} ({m.why})")
    p, r = hits / max(1, n_guess), hits / max(1, n_gold)
    f1 = 200 * p * r / max(1e-9, p + r)
    print(f"mentions: gold {n_gold}, found {n_guess}, P {100 * p:.1f} R {100 * r:.1f} F1 {f1:.1f}")
    print(f"exact spans: {100 * exact / max(1, hits):.1f} % of the matched")
    print(
        f"codes right in {100 * right / max(1, coded):.1f} % of {coded} matched; "
        f"name too in {100 * named_right / max(1, named):.1f} %"
    )
    print(f"pronouns right: {pronouns_right} of {pronouns} ({100 * pronouns_right / max(1, pronouns):.1f} %)", end="; ")
    print(f"found {pronoun_guess}, of them annotated {pronoun_hit}")


def petrarch(source: Path, misses: bool) -> None:
    """Country codes of actors in PETRARCH 2's own test sentences, where its coding names a state (ISO 3166)."""
    nlp = spacy.blank("en")
    nlp.add_pipe("depesche_parser")
    nlp.add_pipe("depesche_parties")
    states = {n.code for n in Knowledge("en").names if n.kind == "state"} - {"ERI"}
    asked = right = 0
    raw = subprocess.run(
        ["git", "-C", str(source), "show", "HEAD:petrarch2/data/text/PETR.UnitTest.records.xml"],
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8", "replace")
    for _, body in re.findall(r"<Sentence (.*?)>(.*?)</Sentence>", raw, re.S):
        words = re.search(r"<Text>(.*?)</Text>", body, re.S)
        wanted = {c[:3] for c in re.findall(r'(?:source|target)code="([A-Z]{3,})"', body)} & states
        if not words or not wanted:
            continue
        text = " ".join(words.group(1).split())
        doc = nlp(attach(nlp.make_doc(text), Dispatch(text=text, published="1995-01-01", language="en")))
        said = {p.code for m in notes(doc).mentions for p in m.parties}
        for code in sorted(wanted):
            asked += 1
            right += code in said
            if misses and code not in said:
                print(f"  {code}: {text}")
    print(f"country codes right: {right} of {asked} ({100 * right / max(1, asked):.1f} %)")


def speed(quotes: Path) -> None:
    """Loading of the knowledge base, matching by automaton, and the whole stage without the parser."""
    begin = time.perf_counter()
    Knowledge("de")
    loaded = time.perf_counter()
    lexicon = Lexicon("de")
    built = time.perf_counter()
    print(
        f"knowledge base loads in {1000 * (loaded - begin):.0f} ms, "
        f"with automaton and noun tables in {1000 * (built - loaded):.0f} ms"
    )
    text = "\n".join(json.loads(f.read_text(encoding="utf-8"))["originalText"] for f in sorted(quotes.glob("*.json")))
    if not text:
        return
    size = len(text.encode("utf-8"))
    begin = time.perf_counter()
    hits = len(lexicon.automaton.find_matches_as_indexes(text))
    took = time.perf_counter() - begin
    print(f"matching: {size / 1e6 / took:.1f} MB/s ({hits} hits in {size / 1e6:.2f} MB)")


def main(args: list[str]) -> None:
    misses = "--misses" in args
    quotes = Path(args[args.index("--quotes") + 1]) if "--quotes" in args else QUOTES
    parses = Path(args[args.index("--parses") + 1]) if "--parses" in args else None
    if args[:1] == ["gold"] and len(args) > 1:
        gold(Path(args[1]), quotes, misses, CachedReader(parses) if parses else Reader())
    elif args[:1] == ["petrarch"] and len(args) > 1:
        petrarch(Path(args[1]), misses)
    elif args[:1] == ["speed"]:
        speed(quotes)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
