"""Explains how a name or an office is resolved on a day."""

from __future__ import annotations

from dataclasses import dataclass

from depesche.knowledge.persons import Person, Term
from depesche.records import Mention, Party


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom some words mean: ``party`` is None where several are possible; ``steps`` say why, in order."""

    words: str
    day: str | None
    party: Party | None
    alternatives: tuple[Party, ...]
    steps: tuple[str, ...]
    terms: tuple[Term, ...] = ()


def explain(words: str, day: str | None = None, language: str = "de", own: str | None = None) -> Answer:
    """How depesche resolves a name, an office or a metonym that stands alone in a dispatch of that day.

    ``day`` is an ISO date; without one, offices are not resolved to persons. ``own`` is the path of a user's TOML file.
    Raises ``languages.UnsupportedLanguage``, ``PartiesFileError``.
    """
    from spacy.tokens import Doc

    from depesche.reading.notes import attach, notes
    from depesche.reading.parties import PartiesStage
    from depesche.reading.tokens import blank
    from depesche.records import Dispatch

    stage = PartiesStage(language, own)
    article = {"de": "der", "en": "the"}.get(language, "")
    nlp = blank(language)
    mentions: tuple[Mention, ...] = ()
    for text in (words, f"{article} {words}"):
        doc: Doc = attach(nlp.make_doc(text), Dispatch(text=text, published=day, language=language))
        stage(doc)
        mentions = notes(doc).mentions
        if any(m.party is not None and m.party.kind == "person" for m in mentions):
            break
    if not mentions:
        persons = stage.lexicon.knowledge.persons.sounding(words)
        if persons:
            return _of_person(words, day, persons)
        return Answer(words, day, None, (), (f"nothing in the knowledge base is called “{words}”",))
    mention = max(mentions, key=lambda m: m.span.end - m.span.begin)
    steps = [f"“{words}” is read as a {mention.form}: {mention.why}"]
    terms: tuple[Term, ...] = ()
    knowledge = stage.lexicon.knowledge
    party = mention.party
    if party is not None and party.kind == "person" and not party.code and mention.form == "role":
        steps.append("say of which state or organisation: “deutscher Außenminister”, “German foreign minister”")
        return Answer(words, day, None, mention.alternatives, tuple(steps))
    if party is not None and party.kind == "person":
        person = next((p for p in knowledge.persons.written(party.name) if any(t.code == party.code for t in p.terms)), None)
        if person is not None:
            terms = tuple(sorted((t for t in person.terms if t.office != "politician"), key=lambda t: t.start))
            steps += [_term(t) for t in terms]
            if person.wikidata:
                steps.append(f"Wikidata {person.wikidata}")
    elif party is not None:
        steps.append(f"{party} is a {party.kind}")
    if mention.alternatives:
        steps.append("possible as well: " + ", ".join(str(a) for a in mention.alternatives))
    return Answer(words, day, party, mention.alternatives, tuple(steps), terms)


def _of_person(words: str, day: str | None, persons: list[Person]) -> Answer:
    parties = [Party(p.code(day), p.name, "person") for p in persons]
    terms = tuple(t for p in persons for t in p.terms)
    steps = (f"“{words}” sounds like {', '.join(str(p) for p in parties)}", *(_term(t) for t in terms))
    return Answer(
        words,
        day,
        parties[0] if len(parties) == 1 else None,
        tuple(parties[1:] if len(parties) == 1 else parties),
        steps,
        terms,
    )


def _term(term: Term) -> str:
    until = f"to {term.end}" if term.end else "on"
    return f"{term.code} {term.office}: from {term.start or '?'} {until} ({term.source})"
