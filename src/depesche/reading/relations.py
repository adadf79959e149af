"""One PLOVER type between two given actors of a sentence: the events stage, asked about one pair."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from depesche.reading.events import EventsStage
from depesche.reading.events_build import Event
from depesche.reading.lexicon import VERBAL
from depesche.reading.notes import Notes, attach, notes
from depesche.reading.roles import Roles
from depesche.reading.tree import Tree
from depesche.records import Dispatch, Mention, Party, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


# Who says of somebody that he did one of these accuses him.
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT", "THREATEN"})
ACCUSED = 4.0
JOINT = 5.0


def relate(sentence: str, source: str, target: str, language: str = "en") -> str | None:
    """The PLOVER type of what ``source`` does to ``target`` in a sentence, None where no event is found.

    ``source`` and ``target`` are words of the sentence; one of them may be empty where nobody is
    named. Raises ``ValueError`` if one of them does not occur in it, and
    ``languages.UnsupportedLanguage``.
    """
    for name, words in (("source", source), ("target", target)):
        if words.strip() not in sentence:
            raise ValueError(f"{name} {words!r} does not occur in the sentence")
    if not source.strip() and not target.strip():
        raise ValueError("neither source nor target is given")
    nlp, stage = _tools(language)
    doc = nlp(attach(nlp.make_doc(sentence), Dispatch(text=sentence, language=language)))
    return between(doc, source.strip(), target.strip(), stage)


@lru_cache(maxsize=2)
def _tools(language: str) -> tuple[Language, EventsStage]:
    from depesche.reading.parser import ParserStage
    from depesche.reading.tokens import blank

    nlp = blank(language)
    parser = ParserStage(nlp.vocab, language)
    inner = nlp.make_doc

    class Parsed:
        """A tokenizer and the parser, as much of a pipeline as a pair of actors needs."""

        make_doc = staticmethod(inner)

        def __call__(self, doc: Doc) -> Doc:
            return parser(doc)

    return Parsed(), EventsStage(language, weigh=False)  # type: ignore[return-value]


def between(doc: Doc, source: str, target: str, stage: EventsStage) -> str | None:
    """The type between two actors of a parsed sentence."""
    note = notes(doc)
    tree = note.tree
    spans = [_locate(tree.text, words) for words in (source, target)]
    heads = [_head(tree, s) for s in spans]
    note.mentions = tuple(
        Mention(s, h, "name", Party(name=w, kind="group")) for s, h, w in zip(spans, heads, (source, target), strict=True) if w
    )
    roles, events = stage.build(note)
    spoken = _speaks(roles, spans[0])
    best: tuple[float, str] | None = None
    for event in events:
        score = _score(event, roles, note, spans[0], spans[1], spoken)
        type_ = _told(event, roles, stage)
        if score < ACCUSED and _accused(event, roles, stage, spans[0], spans[1]):
            score, type_ = ACCUSED, "ACCUSE"
        elif type_ == "MOBILIZE" and all(s.begin < s.end and _holds(roles, event.actor, s) == 1.0 for s in spans):
            score, type_ = max(score, JOINT), "COOPERATE"  # exercises of both are joint ones
        if best is None or score > best[0]:
            best = (score, type_)
    return best[1] if best else None


def _accused(event: Event, roles: Roles, stage: EventsStage, source: Span, target: Span) -> bool:
    """True if the source says that the target does harm: "Minsk said that Kiew had shelled …"."""
    tree = roles.tree
    if (
        event.type not in HOSTILE
        or stage.status(event, roles, None) not in ("occurred", "ongoing")
        or source.begin == source.end
        or _holds(roles, event.actor, target) < 1.0
    ):
        return False
    for i in tree.ancestors(event.token):
        cues = stage.lexicon.verbs.get(stage.lexicon.verb(tree.lemma[i].lower()), ())
        if any(c.frame.type == "say" for c in cues) and _holds(roles, roles.surface(i), source) == 1.0:
            return _holds(roles, event.actor, source) == 0.0
    return False


def _speaks(roles: Roles, source: Span) -> set[int]:
    """Pronouns that stand for the source as the speaker: "Obama said he will …"."""
    tree = roles.tree
    found: set[int] = set()
    for i, dep in enumerate(tree.dep):
        if dep in ("ccomp", "parataxis") and tree.head[i] != i:
            above = roles.surface(tree.head[i])
            if _holds(roles, above, source) == 1.0:
                found.update(s for s in roles.surface(i) if tree.upos[s] == "PRON")
    return found


def _told(event: Event, roles: Roles, stage: EventsStage) -> str:
    status = stage.status(event, roles, stage._governed(event, roles))
    type_ = event.type
    if type_ == "CONSULT" and event.content is not None and event.content.type in ("SUPPORT", "ACCUSE", "THREATEN"):
        return event.content.type  # "phoned him to congratulate"
    if status == "planned":
        return stage.rules.planned.get(type_, type_)
    if status == "denied":
        return stage.rules.denied.get(type_, type_)
    if type_ == event.frame.type:
        return stage.rules.roots.get(event.frame.cameo, type_)
    return type_


def _locate(text: str, words: str) -> Span:
    at = text.find(words)
    return Span(at, at + len(words))


def _head(tree: Tree, span: Span) -> int:
    inside = [i for i in range(len(tree)) if tree.begin[i] < span.end and span.begin < tree.end[i]]
    known = set(inside)
    return next((i for i in inside if tree.head[i] not in known or tree.head[i] == i), inside[0] if inside else 0)


def _holds(roles: Roles, heads: list[int], span: Span) -> float:
    tree = roles.tree
    best = 0.0
    for i in roles.expand(heads):
        if span.begin <= tree.begin[i] < span.end:
            return 1.0
        if any(span.begin <= tree.begin[j] < span.end for j in tree.subtree(i)):
            best = 0.6
    return best


def _score(event: Event, roles: Roles, note: Notes, source: Span, target: Span, spoken: set[int]) -> float:
    """How well an event fits the pair: its sides first, then whether it stands high in the sentence and is a verb."""
    tree = note.tree
    actor = max(_holds(roles, event.actor, source), 0.9 * any(i in spoken for i in event.actor))
    recipient = max(_holds(roles, event.recipient, target), 0.8 * _holds(roles, event.theme, target))
    if not recipient:
        recipient = 0.5 * _holds(roles, [event.token], target)
    score = 3 * actor + 2 * recipient
    if event.type in ("CONSULT", "AGREE", "COOPERATE", "STATE"):
        score = max(score, 2.8 * _holds(roles, event.actor, target) + 1.8 * _holds(roles, event.recipient, source))
    inside = any(s.begin <= tree.begin[event.token] < s.end for s in (source, target))
    score -= 1.5 * inside + 2.5 * (event.consumed or event.parent is not None) + 0.15 * len(tree.ancestors(event.token))
    if tree.dep[event.token].startswith(("advcl", "acl")):
        score -= 0.8
    return score + 0.5 * (tree.upos[event.token] in VERBAL)
