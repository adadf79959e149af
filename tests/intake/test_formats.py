"""One small item of each format, of our own writing."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from depesche.intake import IntakeError, Item, open_items
from depesche.intake.copies import COPY, bands, likeness, shingles
from depesche.intake.wire import split

BODY = (
    "Der Außenminister von Beispielland hat dem Nachbarn am Montag mit einer Schließung der Grenze gedroht. "
    "Er verlangte den sofortigen Abzug der Truppen aus dem Grenzgebiet und kündigte ein Treffen in Genf an."
)
SECOND = (
    "Die Regierung in Musterstadt wies die Forderung zurück und sprach von einer Erpressung, die man nicht hinnehmen werde."
)


def read(path: Path, data: bytes | str, **given: str) -> list[Item | IntakeError]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(open_items(str(path), **given))


def one(path: Path, data: bytes | str, **given: str) -> Item:
    (found,) = read(path, data, **given)
    assert isinstance(found, Item), found
    return found


NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2022-01-03T10:00:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:agentur.example:1" version="3" xml:lang="de"><rightsInfo><copyrightHolder><name>Agentur</name>
</copyrightHolder><usageTerms>Nur für Kunden</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:dpa"><name>dpa</name></provider>
<versionCreated>2022-01-03T11:00:00+01:00</versionCreated><pubStatus qcode="stat:STATE"/>
<edNote role="x">Rückfragen: Erika Geheim, +49 30 1234</edNote></itemMeta>
<contentMeta><urgency>3</urgency><headline>Grenze bald zu?</headline><by>Max Muster</by>
<subject qcode="medtop:20000639" type="cpnat:abstract"><name>Diplomatie</name></subject></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<section class="main"><p>Genf (dpa) - {BODY}</p><p>{SECOND}</p></section>
<section class="np-nonpublic"><p>Redaktion: Erika Geheim</p></section></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:2" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
</itemSet></newsMessage>"""


def test_newsml(tmp_path: Path) -> None:
    item = one(tmp_path / "a.xml", NEWSML.replace("STATE", "usable"))
    assert item.dispatch.text == f"{BODY}\n\n{SECOND}"
    assert (item.dispatch.title, item.dispatch.published, item.dispatch.outlet) == ("Grenze bald zu?", "2022-01-03", "dpa")
    meta = item.meta
    assert (meta.guid, meta.version, meta.state, meta.urgency) == ("urn:newsml:agentur.example:1", 3, "usable", 3)
    assert (meta.agency, meta.dateline, meta.byline) == ("dpa", "Genf", "Max Muster")
    assert "Nur für Kunden" in meta.rights
    assert "Geheim" not in repr(item)


def test_newsml_kill(tmp_path: Path) -> None:
    assert one(tmp_path / "a.xml", NEWSML.replace("STATE", "canceled")).meta.state == "canceled"


@pytest.mark.parametrize(
    "fields",
    [
        {"uri": "urn:1", "version": "2", "type": "text", "language": "de", "pubStatus": "usable", "by": "Max",
         "headlines": [{"value": "Titel"}], "bodies": [{"contentType": "text/html", "value": f"<p>{BODY}</p>"}],
         "versionCreated": "2022-01-03T10:00:00Z"},
        {"uri": "urn:1", "version": "2", "type": "text", "language": "de", "pubstatus": "usable", "byline": "Max",
         "headline": "Titel", "body_text": BODY, "versioncreated": "2022-01-03T10:00:00Z"},
    ],
)  # fmt: skip
def test_ninjs(tmp_path: Path, fields: dict[str, object]) -> None:
    item = one(tmp_path / "a.json", json.dumps(fields))
    assert (item.dispatch.text, item.dispatch.title, item.dispatch.published) == (BODY, "Titel", "2022-01-03")
    assert (item.meta.guid, item.meta.version, item.meta.byline) == ("urn:1", 2, "Max")


PAGE = f"""<!DOCTYPE html><html lang="de"><head><title>Grenze bald zu? – Blatt</title>
<meta property="og:site_name" content="Das Blatt"><meta name="author" content="Erika Muster">
<meta property="article:published_time" content="2022-01-03T10:00:00+01:00"><script>alert('x')</script></head>
<body><nav><a href="/">Start</a></nav><article><h1>Grenze bald zu?</h1><p>{BODY}</p><p>{SECOND}</p>
<p>{BODY.replace("Montag", "Dienstag")}</p></article><footer>Impressum</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    item = one(tmp_path / "a.html", PAGE)
    assert BODY in item.dispatch.text
    assert "alert" not in item.dispatch.text
    assert "Impressum" not in item.dispatch.text
    assert (item.dispatch.published, item.dispatch.outlet, item.dispatch.language) == ("2022-01-03", "Das Blatt", "de")
    assert item.meta.byline == "Erika Muster"


def test_html_in_its_own_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode("windows-1252")
    assert BODY in one(tmp_path / "a.html", page).dispatch.text


def test_feeds(tmp_path: Path) -> None:
    rss = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Blatt</title><language>de-de</language>
<item><title>Eins &lt;script&gt;x&lt;/script&gt;</title><link>https://blatt.example/1</link><guid>g1</guid>
<pubDate>Mon, 03 Jan 2022 10:00:00 +0100</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item>
<item><title>Zwei</title><link>javascript:alert(1)</link><description>{SECOND}</description></item></channel></rss>"""
    first, second = read(tmp_path / "a.rss", rss)
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.dispatch.text, first.dispatch.published, first.dispatch.outlet) == (BODY, "2022-01-03", "Blatt")
    assert (first.meta.guid, first.dispatch.url) == ("g1", "https://blatt.example/1")
    assert "<" not in first.dispatch.title
    assert second.dispatch.url == ""
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blatt</title><id>x</id><entry><id>e</id>
<title>Eins</title><updated>2022-01-03T10:00:00Z</updated>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""
    assert one(tmp_path / "a.atom", atom).dispatch.text == BODY


def test_mail(tmp_path: Path) -> None:
    mail = (
        "From: Agentur <dienst@agentur.example>\r\nTo: x@y.example\r\nSubject: =?utf-8?q?Grenze_schlie=C3=9Ft?=\r\n"
        "Date: Mon, 03 Jan 2022 10:00:00 +0100\r\nMessage-ID: <1@agentur.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n'
        "Content-Transfer-Encoding: 8bit\r\n\r\n" + BODY + "\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b--\r\n"
    ).encode("iso-8859-1")
    item = one(tmp_path / "a.eml", mail)
    assert (item.dispatch.text, item.dispatch.title) == (BODY, "Grenze schließt")
    assert (item.dispatch.outlet, item.dispatch.published, item.meta.guid) == ("Agentur", "2022-01-03", "1@agentur.example")
    (tmp_path / "mail").write_bytes(mail)
    (found,) = open_items(str(tmp_path / "mail"))
    assert isinstance(found, Item)
    assert found.meta.format == "eml"


def warc(*pages: tuple[str, str]) -> bytes:
    found = b""
    for url, page in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        found += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-01-05T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    data = warc(
        ("https://blatt.example/1", PAGE), ("https://blatt.example/2", "<html></html>"), ("https://blatt.example/3", PAGE)
    )
    name, data = ("a.warc.gz", gzip.compress(data)) if packed else ("a.warc", data)
    first, bad, third = read(tmp_path / name, data)
    assert isinstance(first, Item)
    assert isinstance(bad, IntakeError)
    assert isinstance(third, Item)
    assert (first.dispatch.url, first.meta.guid) == ("https://blatt.example/1", "https://blatt.example/1")
    assert first.dispatch.published == "2022-01-03"
    assert BODY in third.dispatch.text


@pytest.mark.parametrize(
    ("text", "agency", "dateline", "byline", "house"),
    [
        (f"Genf (dpa) - {BODY}", "dpa", "Genf", "", ""),
        (f"Von Max Muster\n\nGenf/Kiew (AFP/Reuters) – {BODY} abc/de", "AFP/Reuters", "Genf/Kiew", "Max Muster", "abc/de"),
        (f"(dpa) {BODY}", "dpa", "", "", ""),
        (BODY, "", "", "", ""),
        (f"Genf (Schweiz) - {BODY}", "", "", "", ""),
    ],
)
def test_heads(text: str, agency: str, dateline: str, byline: str, house: str) -> None:
    found = split(text, "de")
    assert (found.agency, found.dateline, found.byline, found.housecode) == (agency, dateline, byline, house)
    assert found.text.endswith(BODY)
    assert agency == "" or found.text == BODY


def test_copies_share_a_band_and_others_do_not() -> None:
    long = " ".join(f"{BODY} {i} {SECOND.replace('Musterstadt', f'Stadt{i}')}" for i in range(4))
    changed = "Genf (AFP) - " + long.replace("sofortigen", "raschen", 1)
    unlike = " ".join(f"wort{i} {i * 7}" for i in range(200))
    one_, copy, not_ = shingles(long), shingles(changed), shingles(unlike)
    assert likeness(one_, copy) >= COPY > likeness(one_, not_)
    assert set(bands(one_)) & set(bands(copy))
    assert not set(bands(one_)) & set(bands(not_))
    assert bands(shingles("")) == ()
    assert likeness(shingles("Kiew warnt"), shingles("Kiew warnt Moskau")) == 0.0


def test_bands_are_the_same_for_ever() -> None:
    # Archives keep these numbers: if this fails, the scheme's name must change and old archives be rebuilt.
    assert bands(shingles("Kiew warnt Moskau vor einem Angriff auf das Land"))[:2] == (
        2487935641785930825,
        -1453183356727136569,
    )


def test_gzip_around_any_format(tmp_path: Path) -> None:
    assert BODY in one(tmp_path / "a.html.gz", gzip.compress(PAGE.encode())).dispatch.text


def test_raw_is_read_from_any_stream() -> None:
    from depesche.intake import Raw, items_of

    (found,) = items_of(Raw("x", io.BytesIO(PAGE.encode()), content_type="text/html; charset=utf-8"))
    assert isinstance(found, Item)
    assert found.meta.format == "html"
