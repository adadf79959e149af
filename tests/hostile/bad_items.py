"""More than two hundred bad items, generated: each as (what it is, file name, bytes)."""

# ruff: noqa: E501 -- hostile bytes are easier to judge in one line

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator

GOOD = "Der Minister drohte dem Nachbarn am Montag mit einer Schließung der Grenze, wie sein Sprecher sagte."

_BOMB_ENTITIES = "".join(
    f'<!ENTITY l{i} "{"&l" + str(i - 1) + ";" if i else "lol"}{f"&l{i - 1};" * 9 if i else ""}">' for i in range(9)
)
_DOCTYPES = {
    "billion laughs": f"<!DOCTYPE x [{_BOMB_ENTITIES}]>",
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY l8 "{"A" * 50_000}">]>',
    "xxe file": '<!DOCTYPE x [<!ENTITY l8 SYSTEM "file:///etc/passwd">]>',
    "xxe network": '<!DOCTYPE x [<!ENTITY l8 SYSTEM "http://127.0.0.1:9/secret">]>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/d.dtd">%p;<!ENTITY l8 "x">]>',
    "external dtd": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/d.dtd">',
    "public dtd": '<!doctype x PUBLIC "-//A//B" "file:///etc/passwd">',
}
_SHAPES = {
    "rss": "<rss version='2.0'><channel><title>B</title><item><title>&l8;</title><description>&l8;</description></item></channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>&l8;</title><entry><title>&l8;</title></entry></feed>",
    "newsml": "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='x'><contentSet><inlineData>&l8;</inlineData></contentSet></newsItem>",
    "message": "<newsMessage><itemSet><newsItem><contentSet><inlineData>&l8;</inlineData></contentSet></newsItem></itemSet></newsMessage>",
}  # fmt: skip


def items() -> Iterator[tuple[str, str, bytes]]:
    """All of them."""
    yield from _xml()
    yield from _bytes()
    yield from _packed()
    yield from _json()
    yield from _html()
    yield from _mail()
    yield from _warc()


def _xml() -> Iterator[tuple[str, str, bytes]]:
    for shape, body in _SHAPES.items():
        for attack, doctype in _DOCTYPES.items():
            whole = f'<?xml version="1.0"?>{doctype}{body}'
            yield f"{attack} in {shape}", "a.xml", whole.encode()
            yield f"{attack} in {shape}, utf-16", "a.xml", whole.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")
        bare = f'<?xml version="1.0"?>{body}'
        yield f"undeclared entity in {shape}", "a.xml", bare.encode()
        clean = bare.replace("&l8;", GOOD)
        for cut in (0.3, 0.6, 0.95):
            yield f"{shape} cut at {cut}", "a.xml", clean.encode()[: int(len(clean) * cut)]
        yield f"{shape} with a NUL", "a.xml", clean.replace("Minister", "Mini\0ster").encode()
        yield f"{shape} in latin-1 that says utf-8", "a.xml", clean.encode("latin-1")
        yield f"{shape} in an unknown encoding", "a.xml", clean.replace('"1.0"', '"1.0" encoding="x-none"').encode()
        yield f"{shape} very deep", "a.xml", bare.replace("&l8;", "<p>" * 100_000 + "</p>" * 100_000).encode()
        yield (
            f"{shape} with a million attributes",
            "a.xml",
            bare.replace("&l8;", f"<p {' '.join(f'a{i}=' + chr(34) * 2 for i in range(100_000))}/>").encode(),
        )
        yield (
            f"{shape} with xinclude",
            "a.xml",
            bare.replace(
                "&l8;", '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
            ).encode(),
        )
        yield f"{shape} with a huge text", "a.xml", bare.replace("&l8;", "A" * 11_000_000).encode()
    yield "unknown root", "a.xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    yield "stylesheet", "a.xml", b"<?xml-stylesheet href='file:///etc/passwd'?><rss><channel/></rss>"
    yield "no root", "a.xml", b"<?xml version='1.0'?>"
    yield "wrong version", "a.rss", b"<rss version='99'><channel></channel></rss>"
    yield "empty feed", "a.rss", b"<rss><channel><title>x</title></channel></rss>"


def _bytes() -> Iterator[tuple[str, str, bytes]]:
    yield "nothing", "a.txt", b""
    yield "white space", "a.txt", b" \r\n\t\xc2\xa0 "
    yield "NUL", "a.txt", GOOD.encode() + b"\0"
    yield "all NUL", "a.txt", b"\0" * 1_000_000
    yield "100 MB line", "a.txt", b"A" * 100_000_000
    yield "100 MB line of JSON", "a.jsonl", b'{"text": "' + b"A" * 100_000_000 + b'"}'
    yield "one line of brackets", "a.txt", b"((((" * 1_000_000
    for name, data in {
        "latin-1": GOOD.encode("latin-1"), "cut utf-8": GOOD.encode()[:-1] + b"\xc3", "overlong": b"\xc0\xaf" + GOOD.encode(),
        "surrogate": b"\xed\xa0\x80" + GOOD.encode(), "beyond unicode": b"\xf5\x80\x80\x80", "utf-16 cut": GOOD.encode("utf-16")[:-1],
        "utf-16 without mark": GOOD.encode("utf-16-le"), "utf-32 broken": b"\xff\xfe\0\0\xff\xff\xff\xff", "shift-jis": "外務大臣".encode("shift-jis"),
        "ebcdic": GOOD.encode("cp273"),
    }.items():  # fmt: skip
        for ending in ("txt", "jsonl", "json"):
            yield f"{name} as {ending}", f"a.{ending}", data
    for name, head in {"pdf": b"%PDF-1.7", "png": b"\x89PNG\r\n", "jpeg": b"\xff\xd8\xff\xe0", "elf": b"\x7fELF", "rtf": b"{\\rtf1",
                       "zstd": b"\x28\xb5\x2f\xfd", "bzip2": b"BZh9", "xz": b"\xfd7zXZ\0", "rar": b"Rar!\x1a", "doc": b"\xd0\xcf\x11\xe0"}.items():  # fmt: skip
        for ending in ("txt", "html", "eml"):
            yield f"{name} called {ending}", f"a.{ending}", head + bytes(range(256)) * 20


def _packed() -> Iterator[tuple[str, str, bytes]]:
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=1)
    letters = gzip.compress(b"A" * 60_000_000, compresslevel=1)
    for ending in ("txt.gz", "xml.gz", "html.gz", "warc.gz", "eml.gz", "json.gz"):
        yield f"gzip bomb as {ending}", f"a.{ending}", bomb
        yield f"gzip of letters as {ending}", f"a.{ending}", letters
        yield f"cut gzip as {ending}", f"a.{ending}", gzip.compress(GOOD.encode() * 100)[:-12]
    yield "gzip in gzip", "a.txt.gz", gzip.compress(gzip.compress(gzip.compress(GOOD.encode())))
    yield "gzip with wrong sum", "a.txt.gz", gzip.compress(GOOD.encode())[:-8] + b"\0" * 8
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("../../etc/evil.txt", b"A" * 10_000_000)
    for ending in ("txt", "zip", "xml", "warc", "eml"):
        yield f"zip bomb with a path as {ending}", f"a.{ending}", buffer.getvalue()


def _json() -> Iterator[tuple[str, str, bytes]]:
    lines: dict[str, object] = {
        "no text": {"doc": "1"}, "text null": {"text": None}, "text number": {"text": 3}, "text list": {"text": ["a"]}, "text empty": {"text": ""},
        "NUL": {"text": "a\0b"}, "surrogate": {"text": "a\ud800b"}, "language list": {"text": GOOD, "language": ["de"]},
        "language unknown": {"text": GOOD, "language": "tlh"}, "language path": {"text": GOOD, "language": "../../etc"},
        "date words": {"text": GOOD, "published": "gestern"}, "date impossible": {"text": GOOD, "published": "2021-02-30"},
        "date number": {"text": GOOD, "published": 20210101}, "date long": {"text": GOOD, "published": "2021-01-01" + "0" * 10_000},
        "doc object": {"text": GOOD, "doc": {"a": 1}}, "title list": {"text": GOOD, "title": []}, "title NUL": {"text": GOOD, "title": "\0"},
        "a list": [1, 2], "a string": "text", "a number": 1,
    }  # fmt: skip
    for name, value in lines.items():
        yield f"json {name}", "a.jsonl", json.dumps(value).encode()
    yield "json deep", "a.jsonl", b'{"text": ' + b"[" * 200_000
    yield "json deep closed", "a.jsonl", b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    yield "json long number", "a.jsonl", b'{"text": ' + b"9" * 100_000 + b"}"
    yield "json not a number", "a.jsonl", b'{"text": NaN}'
    yield "json cut", "a.jsonl", b'{"text": "Kie'
    yield "json twice", "a.jsonl", b'{"text": "a"}{"text": "b"}'
    for name, fields in {"picture": {"uri": "u", "type": "picture"}, "no body": {"uri": "u", "type": "text"}, "body number": {"uri": "u", "body_text": 3},
                         "bodies odd": {"uri": "u", "bodies": [1, None, {"value": 3}]}, "version odd": {"uri": "u", "version": [1], "body_html": ""}}.items():  # fmt: skip
        yield f"ninjs {name}", "a.json", json.dumps(fields).encode()
    yield "ninjs deep", "a.json", b'{"uri": ' + b"[" * 100_000


def _html() -> Iterator[tuple[str, str, bytes]]:
    page = f"<html lang='de'><head><title>T</title></head><body><article><p>{GOOD} %s</p></article></body></html>"
    for name, part in {
        "script": "<script>fetch('http://127.0.0.1')</script>", "unclosed script": "<script>" + "x" * 100_000,
        "base": "<base href='file:///etc/'><a href='passwd'>x</a>", "meta refresh": "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
        "iframe": "<iframe src='file:///etc/passwd'></iframe>", "deep": "<div>" * 50_000, "deep lists": "<ul><li>" * 20_000, "deep b": "<b>" * 100_000,
        "many attributes": "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">", "comment": "<!--" * 50_000, "open": "<" * 200_000,
        "open tags": "<a" * 200_000, "entities": "&#0;&#x110000;&#xD800;" * 1000, "ampersands": "&" * 200_000, "title script": "</title><script>1</script>",
        "NUL": "\0", "cdata": "<![CDATA[" * 20_000, "doctype entity": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
        "table": "<table><tr><td>" * 10_000, "form": "<form><input>" * 20_000,
    }.items():  # fmt: skip
        yield f"html {name}", "a.html", (page % part).encode()
    yield "html with no text", "a.html", b"<html><body><img src=x></body></html>"
    yield "html in an unknown encoding", "a.html", b"<html><meta charset=x-nothing><p>" + GOOD.encode()
    yield "html that says utf-7", "a.html", b"<html><meta charset=utf-7><p>+ADw-script+AD4-" + GOOD.encode()
    yield "html with a codec that is none", "a.html", b"<html><meta charset=zlib_codec><p>" + GOOD.encode()
    yield "html of binary", "a.html", b"<html>" + bytes(range(1, 256)) * 1000


def _mail() -> Iterator[tuple[str, str, bytes]]:
    head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n"
    for name, data in {
        "no body": head + b"\r\n", "only headers": head, "unknown charset": head + b"Content-Type: text/plain; charset=x-no\r\n\r\nText",
        "broken base64": head + b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n!!!!", "no end": head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
        "no boundary": head + b"Content-Type: multipart/mixed\r\n\r\nx", "only attachment": head + b"Content-Type: application/zip\r\nContent-Disposition: attachment; filename=../../etc/x\r\n\r\nPK",
        "deep": head + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(1000)),
        "many parts": head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: text/html\r\n\r\nx\r\n" * 5000,
        "header bomb": b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\nFrom: a@b\r\nTo: c\r\n\r\n" + GOOD.encode(), "odd date": b"Date: 99 Foo 99999 99:99\r\n" + head + b"\r\n" + GOOD.encode(),
        "odd from": b"From: " + b"<(" * 1000 + b"\r\nSubject: x\r\nTo: y\r\n\r\n" + GOOD.encode(), "NUL": head + b"\r\nText\0Text", "nested message": (head + b"Content-Type: message/rfc822\r\n\r\n") * 200,
    }.items():  # fmt: skip
        yield f"mail {name}", "a.eml", data


def _warc() -> Iterator[tuple[str, str, bytes]]:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + GOOD.encode()
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    whole = record % (len(http), http)
    for name, data in {
        "cut in the header": whole[:40], "cut in the body": whole[:-60], "length too long": record % (10_000_000, http), "length negative": whole.replace(b"Length: %d" % len(http), b"Length: -5"),
        "length no number": whole.replace(b"Length: %d" % len(http), b"Length: x"), "no records": b"WARC/1.0\r\n\r\n", "only words": b"WARC nothing",
        "http cut": record % (12, b"HTTP/1.1 200"), "not http": record % (4, b"\0\1\2\3"), "empty": b"", "uri of a file": whole.replace(b"http://x.example/", b"file:///etc/passwd"),
        "header without end": b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000, "long header": b"WARC/1.0\r\nX: " + b"y" * 5_000_000, "status": whole.replace(b"200 OK", b"500 No"),
        "bomb inside": record % (len(http) + 12, http.replace(b"text/html", b"text/html\r\nContent-Encoding: br")),
    }.items():  # fmt: skip
        yield f"warc {name}", "a.warc", data
