"""The tokenizer of a language: spaCy's, with the words kept whole that its treebanks keep whole ("re-opened", "build-up")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from depesche.reading.syntax import syntax

if TYPE_CHECKING:
    from spacy.language import Language


def blank(language: str) -> Language:
    """An empty spaCy pipeline whose tokenizer fits the parser. Raises ``languages.UnsupportedLanguage``."""
    import spacy
    from spacy.util import compile_infix_regex

    hyphens = syntax(language).table["hyphens"]
    nlp = spacy.blank(language)
    if hyphens["after"] or hyphens["before"]:
        guards = "".join(rf"(?<!\b(?i:{part}))" for part in hyphens["after"])
        guards += rf"(?!-(?i:{'|'.join(hyphens['before'])})s?\b)"
        infixes = [f"{guards}(?:{rule})" if re.search(rule, "a-b") else rule for rule in nlp.Defaults.infixes or ()]
        nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp
