"""ninjs 1 to 3 (IPTC): one news item as JSON, or a list of them, whichever way the version writes its fields."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from depesche.intake import checks, prose, tongue, wire
from depesche.intake.errors import IntakeError, printable, refusal
from depesche.intake.item import Item, Metadata, Raw, State
from depesche.records import Dispatch

_STATES: dict[str, State] = {"usable": "usable", "withheld": "withheld", "canceled": "canceled", "cancelled": "canceled"}
_EXTRA = ("subjects", "subject", "people", "person", "organisations", "organisation", "places", "place", "events", "event",
          "infoSources", "infosource", "trustIndicators", "trustindicator", "eventDetails", "located")  # fmt: skip


def items(raw: Raw) -> Iterator[Item | IntakeError]:
    """The text items. Raises ``IntakeError`` where nothing can be read."""
    try:
        data = json.loads(checks.decoded(raw.bytes(), raw.name))
    except RecursionError as why:
        raise refusal(raw.name, "is nested too deeply") from why
    except IntakeError:
        raise
    except ValueError as why:
        raise refusal(raw.name, f"is not JSON ({why})") from why
    for number, fields in enumerate(data if isinstance(data, list) else [data], 1):
        name = f"{raw.name}, item {number}" if isinstance(data, list) else raw.name
        if not isinstance(fields, dict):
            yield refusal(name, "is JSON, but not a news item")
            continue
        try:
            yield _item(fields, name, raw)
        except IntakeError as why:
            yield why


def _item(fields: Mapping[str, Any], name: str, raw: Raw) -> Item:
    kind = _string(fields, "type") or "text"
    if kind not in ("text", "composite", "planning", "event"):
        raise refusal(name, f"is a ninjs item of type {kind!r}, not a text")
    state = _STATES.get(_string(fields, "pubStatus", "pubstatus"), "usable")
    text = _body(fields)
    if state != "canceled" or text.strip():
        checks.text(text, name)
    declared = _string(fields, "language") or None
    code = tongue.settle(declared, raw.language, text, name) if text.strip() else "de"
    headed = wire.split(text, code)
    created = _string(fields, "versionCreated", "versioncreated", "firstCreated", "firstcreated") or None
    dispatch = Dispatch(
        headed.text, doc=_string(fields, "uri") or name, title=_headline(fields), published=_day(created) or raw.published,
        outlet=_string(fields, "copyrightHolder", "copyrightholder"), language=code, url=raw.url,
    )  # fmt: skip
    rights = " · ".join(
        filter(None, (_string(fields, a, a.lower()) for a in ("copyrightHolder", "copyrightNotice", "usageTerms")))
    )
    urgency = fields.get("urgency")
    return Item(
        dispatch,
        Metadata(
            format="ninjs", guid=_string(fields, "uri"), version=_version(fields.get("version")), state=state,
            agency=headed.agency, byline=_string(fields, "by", "byline") or headed.byline,
            dateline=_string(fields, "located") or headed.dateline, housecode=headed.housecode,
            slug=_string(fields, "slugline"),
            urgency=urgency if isinstance(urgency, int) else None, created=created,
            embargo=_string(fields, "embargoedUntil", "embargoed") or None, rights=rights,
            extra={key: fields[key] for key in _EXTRA if fields.get(key)},
        ),
    )  # fmt: skip


def _body(fields: Mapping[str, Any]) -> str:
    bodies = fields.get("bodies")
    found = [b for b in bodies if isinstance(b, dict) and isinstance(b.get("value"), str)] if isinstance(bodies, list) else []
    for body in sorted(found, key=lambda b: "plain" not in str(b.get("contentType", b.get("contenttype", "")))):
        kind = str(body.get("contentType", body.get("contenttype", "")))
        return prose.of_html(body["value"]) if "plain" not in kind else str(body["value"]).strip()
    for key in ("body_text", "bodytext"):
        if isinstance(fields.get(key), str):
            return str(fields[key]).strip()
    for key in ("body_html", "body_xhtml"):
        if isinstance(fields.get(key), str):
            return prose.of_html(fields[key])
    return ""


def _headline(fields: Mapping[str, Any]) -> str:
    several = fields.get("headlines")
    if isinstance(several, list):
        for one in several:
            if isinstance(one, dict) and isinstance(one.get("value"), str):
                return printable(" ".join(prose.of_html(one["value"]).split()), 1000)
    return _string(fields, "headline", "title")


def _string(fields: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return printable(" ".join(value.split()), 2000)
    return ""


def _version(value: object) -> int:
    words = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0


def _day(created: str | None) -> str | None:
    try:
        return checks.day(created, "versionCreated")
    except IntakeError:
        return None
