"""The events of a dossier as an Atom feed (RFC 4287), newest first."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from depesche.dossier import Dossier, Event
from depesche.export.calendar import told

ATOM = "http://www.w3.org/2005/Atom"
_BAD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(dossier: Dossier, address: str = "", limit: int = 200) -> bytes:
    """The feed as UTF-8. ``address``: where it will be served; ``updated`` is the day of the newest claim, no clock is read."""
    name = dossier.selection.name or "depesche"
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    newest = sorted(dossier.events, key=lambda e: (_last(e), e.id), reverse=True)
    _add(root, "id", f"tag:depesche,2026:dossier:{_path(name)}")
    _add(root, "title", name)
    _add(root, "updated", _stamp(_last(newest[0]) if newest else date.min))
    _add(_add(root, "author"), "name", "depesche")
    if address:
        _add(root, "link", rel="self", href=address)
    for event in newest[:limit]:
        _entry(root, event)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _entry(root: etree._Element, event: Event) -> None:
    claim = event.standing[0]
    dispatch = claim.reading.dispatch
    entry = _add(root, "entry")
    _add(entry, "id", f"tag:depesche,2026:event:{event.uid}")
    who = ", ".join(map(str, event.actors))
    whom = ", ".join(map(str, event.recipients))
    _add(entry, "title", f"{event.type} {who}{' → ' + whom if whom else ''} ({event.status})")
    _add(entry, "updated", _stamp(_last(event)))
    _add(entry, "published", _stamp(event.said.first if event.said else date.min))
    if dispatch.url.startswith(("http://", "https://")):
        _add(entry, "link", rel="alternate", href=dispatch.url)
    _add(entry, "category", term=event.type)
    lines = [f"{len(event.origins)} independent of {len(event.dispatches)} reports"]
    _add(entry, "summary", "\n".join([*lines, *(told(c) for c in event.claims)]))


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", {k: _BAD.sub("", v) for k, v in attributes.items()})
    if text is not None:
        child.text = _BAD.sub("\ufffd", text)  # XML 1.0 has no place for control characters
    return child


def _last(event: Event) -> date:
    return max((c.said.first for c in event.claims if c.said), default=date.min)


def _stamp(at: date) -> str:
    return f"{at.isoformat()}T00:00:00Z"


def _path(name: str) -> str:
    return re.sub(r"[^\w.#-]+", "-", name)
