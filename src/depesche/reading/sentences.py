"""Sentence boundaries by rule: which token begins a sentence.

Works on token forms alone, before the parse, so that the parser can take sentences one by one. Terminators end a
sentence unless what follows goes on in lower case; closing quotation marks and brackets stay with the sentence they
close; a blank line or a line break after a terminator always ends one. Tokens such as ``z.B.`` or ``7.`` carry
their full stop and are no terminators. A dateline at the head of a text ("GENF (dpa) - ") stands by itself.
"""

from __future__ import annotations

TERMINATORS = frozenset({".", "!", "?", "…", "...", "?!", "!!", ".."})
CLOSERS = frozenset({"“", "”", '"', "»", "«", "'", "’", ")", "]", "‹", "›", "''"})
OPENERS = frozenset({"„", "“", "«", "»", '"', "(", "[", "‚", "'", "``", "–", "-", "—"})
DASHES = frozenset({"-", "–", "—", "--"})
LONGEST_DATELINE = 16  # tokens
LONGEST = 160  # tokens; longer stretches are cut, so that no input makes the parser's square matrices explode


def starts(forms: list[str], spaces: list[bool]) -> list[bool]:
    """For each token, whether it begins a sentence. ``spaces``: white space follows the token."""
    found = [False] * len(forms)
    begin = True
    length = 0
    size = len(forms)
    i = dateline(forms, spaces)
    found[:i] = [k == 0 for k in range(i)]
    while i < size:
        form = forms[i]
        blank = form.isspace()
        if begin and not blank:
            found[i] = True
            begin, length = False, 0
        length += 1
        closed = i > 0 and (forms[i - 1] in TERMINATORS or forms[i - 1] in CLOSERS)
        if (length >= LONGEST and not blank) or ("\n" in form and ("\n\n" in form or closed)):
            begin = True
        elif form in TERMINATORS:
            spaced = spaces[i]
            while i + 1 < size and not spaced and (forms[i + 1] in CLOSERS or forms[i + 1] in TERMINATORS):
                i += 1
                spaced = spaces[i]
            following = next((f for f in forms[i + 1 : i + 4] if not f.isspace() and f not in OPENERS), "")
            if not (following[:1].islower() or following in (",", ";", ":") or (following and following in CLOSERS)):
                begin = True
        i += 1
    if found:
        found[0] = True
    return found


def dateline(forms: list[str], spaces: list[bool]) -> int:
    """How many tokens the dateline has with which a text begins, its dash among them; 0 if it begins with none.

    Places in capital letters or with a capital, dates and an agency in brackets, then a dash between spaces and a new
    sentence: "Genf/Kiew, 10. Januar (dpa) - Die …".
    """
    inside = False
    for i, form in enumerate(forms[:LONGEST_DATELINE]):
        if form in DASHES and i and spaces[i - 1] and spaces[i] and not inside:
            following = next((f for f in forms[i + 1 : i + 4] if not f.isspace() and f not in OPENERS), "")
            return i + 1 if following[:1].isupper() or following[:1].isdigit() else 0
        if form in "()":
            inside = form == "("
        elif not (inside or form[:1].isupper() or form[:1].isdigit() or form in (",", "/", "-", ".")):
            return 0
    return 0
