"""Text out of small marked-up bodies (XHTML of a wire item, HTML of a feed entry): paragraphs, nothing executable."""

from __future__ import annotations

from typing import Any

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "blockquote",
        "table",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "pre",
        "hr",
        "figure",
        "figcaption",
        "br",
        "body.content",
        "hedline",
        "block",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "form",
        "button",
        "nav",
        "footer",
        "head",
        "title",
    ]
)


def of_html(markup: str) -> str:
    """Plain text of a piece of HTML; markup that cannot be parsed gives what can."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import etree, html

    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        root = html.document_fromstring(f"<div>{markup}</div>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return of_tree(root)


def of_tree(root: Any) -> str:
    """Plain text of an element: one line a paragraph, blank space squeezed. No recursion, so depth does no harm."""
    from lxml import etree

    parts: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS:
                parts.append("\n")
            if not silent and element.text:
                parts.append(element.text.replace("\n", " "))
        else:
            silent -= tag in _SILENT
            if tag in _BLOCKS:
                parts.append("\n")
            if not silent and element.tail and element is not root:
                parts.append(element.tail.replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)
