"""NewsML-G2 (IPTC): newsItems, alone or inside a newsMessage, with an own reader on lxml.

Field map: ninat:text items become dispatches; ``pubStatus`` and ``version`` say what they do to earlier ones. Desk notes
(``edNote``) and whatever has a ``pubconstraint`` or a class of non-public parts hold names, mail and telephone of
staff: they are not read at all. Code prefixes are kept as they are; catalogues are never fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from depesche.intake import checks, prose, tongue, wire, xml
from depesche.intake.errors import IntakeError, printable, refusal
from depesche.intake.item import Item, Metadata, Raw, State
from depesche.records import Dispatch

_STATES: dict[str, State] = {"usable": "usable", "withheld": "withheld", "canceled": "canceled", "cancelled": "canceled"}
_MARKUP = ("application/xhtml+xml", "application/nitf+xml", "text/html", "")
_RIGHTS = ("copyrightHolder", "copyrightNotice", "usageTerms")
_PRIVATE = ("nonpublic", "non-public")


def items(raw: Raw) -> Iterator[Item | IntakeError]:
    """The text items; an unusable one comes as its error, and the next is read. Raises ``IntakeError``."""
    root = xml.parse(raw.bytes(), raw.name)
    found = [e for e in root.iter() if _tag(e) == "newsItem"]
    if not found:
        raise refusal(raw.name, "contains no news item with a text")
    count = 0
    for number, element in enumerate(found, 1):
        name = raw.name if len(found) == 1 else f"{raw.name}, item {number}"
        try:
            item = _item(element, name, raw)
        except IntakeError as why:
            yield why
            continue
        if item is not None:
            count += 1
            yield item
    if not count and len(found) == 1 and _code(_first(found[0], "itemMeta", "itemClass")) not in ("", "text"):
        yield refusal(raw.name, "contains no news item with a text")


def _item(element: Any, name: str, raw: Raw) -> Item | None:
    item_meta, content = _first(element, "itemMeta"), _first(element, "contentMeta")
    if _code(_first(item_meta, "itemClass")) not in ("", "text", "composite"):
        return None
    state = _STATES.get(_code(_first(item_meta, "pubStatus")), "usable")
    guid, version = element.get("guid", ""), _number(element.get("version"))
    text = _body(_first(element, "contentSet"))
    headline = _words(_first(content, "headline"))
    if state != "canceled" or text.strip():
        checks.text(text, name)
    declared = (
        element.get("{http://www.w3.org/XML/1998/namespace}lang") or _attribute(_first(content, "language"), "tag") or None
    )
    code = tongue.settle(declared, raw.language, text or headline, name) if text.strip() else "de"
    headed = wire.split(text, code)
    created = _words(_first(item_meta, "versionCreated")) or None
    provider = _first(item_meta, "provider")
    agency = _words(_first(provider, "name")) or _code(provider)
    rights = _first(element, "rightsInfo")
    dispatch = Dispatch(
        headed.text, doc=guid or name, title=headline, published=_day(created) or raw.published, outlet=agency, language=code,
        url=raw.url,
    )  # fmt: skip
    return Item(
        dispatch,
        Metadata(
            format="newsml-g2", guid=guid, version=version, state=state, agency=headed.agency or agency,
            byline=_words(_first(content, "by")) or headed.byline,
            dateline=_words(_first(content, "dateline")) or headed.dateline, housecode=headed.housecode,
            slug=_words(_first(content, "slugline")), urgency=_number(_words(_first(content, "urgency"))) or None,
            created=created, embargo=_words(_first(item_meta, "embargoed")) or None,
            rights=" · ".join(filter(None, (_words(_first(rights, name)) for name in _RIGHTS))),
            corrects=_code(_first(item_meta, "signal")), extra=_extra(item_meta, content),
        ),
    )  # fmt: skip


def _extra(item_meta: Any, content: Any) -> dict[str, object]:
    subjects = [
        {"qcode": e.get("qcode", ""), "type": e.get("type", ""), "name": _words(_first(e, "name"))}
        for e in _children(content, "subject")
    ][:200]
    links = [{"rel": e.get("rel", ""), "to": e.get("residref", "") or e.get("href", "")} for e in _children(item_meta, "link")][
        :200
    ]
    found: dict[str, object] = {
        "subjects": subjects,
        "links": links,
        "located": _words(_first(_first(content, "located"), "name")),
        "genre": _attribute(_first(content, "genre"), "qcode"),
        "credit": _words(_first(content, "creditline")),
        "first_created": _words(_first(item_meta, "firstCreated")),
    }
    return {key: value for key, value in found.items() if value}


def _body(contents: Any) -> str:
    for element in _children(contents, "inlineXML"):
        if element.get("contenttype", "").split(";")[0] in _MARKUP and not _private(element):
            body = next((e for e in element.iter() if _tag(e) in ("body", "body.content", "html", "nitf")), element)
            inner = next((e for e in body.iter() if _tag(e) in ("body.content", "body")), body)
            for e in list(inner.iter()):
                if e is not inner and _private(e):
                    _cut(e)
            return prose.of_tree(inner)
    for element in _children(contents, "inlineData"):
        if element.get("contenttype", "text/plain").split(";")[0] == "text/plain" and not element.get("encoding"):
            return (element.text or "").strip() if not _private(element) else ""
    return ""


def _cut(element: Any) -> None:
    """Take an element out and leave the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def _private(element: Any) -> bool:
    marks = f"{element.get('class', '')} {element.get('role', '')}".lower()
    return bool(element.get("pubconstraint")) or any(mark in marks for mark in _PRIVATE)


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Any, tag: str) -> list[Any]:
    return [] if element is None else [e for e in element if _tag(e) == tag and not _private(e)]


def _first(element: Any, *path: str) -> Any:
    for tag in path:
        element = next(iter(_children(element, tag)), None)
    return element


def _words(element: Any) -> str:
    return "" if element is None else printable(" ".join("".join(element.itertext()).split()), 2000)


def _attribute(element: Any, name: str) -> str:
    return "" if element is None else str(element.get(name, ""))


def _code(element: Any) -> str:
    """The code after the prefix of a QCode: ``canceled`` for ``stat:canceled``."""
    return _attribute(element, "qcode").rpartition(":")[2].lower()


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else 0


def _day(created: str | None) -> str | None:
    try:
        return checks.day(created, "versionCreated")
    except IntakeError:
        return None
