"""Sentence boundaries by rule: which token begins a sentence.

Works on token forms alone, before the parse, so that the parser can take sentences one by one. Terminators end a
sentence unless what follows goes on in lower case; closing quotation marks and brackets stay with the sentence they
close; a blank line or a line break after a terminator always ends one. Tokens such as ``z.B.`` or ``7.`` carry
their full stop and are no terminators.
"""

from __future__ import annotations

TERMINATORS = frozenset({".", "!", "?", "…", "...", "?!", "!!", ".."})
CLOSERS = frozenset({"“", "”", '"', "»", "«", "'", "’", ")", "]", "‹", "›", "''"})
OPENERS = frozenset({"„", "“", "«", "»", '"', "(", "[", "‚", "'", "``", "–", "-", "—"})
LONGEST = 160  # tokens; longer stretches are cut, so that no input makes the parser's square matrices explode


def starts(forms: list[str], spaces: list[bool]) -> list[bool]:
    """For each token, whether it begins a sentence. ``spaces``: white space follows the token."""
    found = [False] * len(forms)
    begin = True
    length = 0
    i = 0
    size = len(forms)
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
