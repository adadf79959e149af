"""Papers that speak for whoever wrote them: a resolution demands, a report blames, a law forbids."""

from __future__ import annotations

from depesche.reading.circumstances import clause_of
from depesche.reading.events_build import Event
from depesche.reading.frames import Rules
from depesche.reading.lexicon import VERBAL
from depesche.reading.roles import Roles, Syntax
from depesche.records import Party

FAR = 150


class Papers:
    """The nouns of papers of a language (``[people] papers`` in ``syntax.toml``), and who speaks through one."""

    def __init__(self, syntax: Syntax, rules: Rules) -> None:
        self.syntax = syntax
        self.types = rules.speech | {"COERCE", "SANCTION"}
        self.nouns: tuple[str, ...] = tuple(syntax.table.get("people", {}).get("papers", ()))

    def speaks(self, event: Event, roles: Roles) -> bool:
        """True if the subject of an act of speech, or of a ban, is a paper."""
        tree = roles.tree
        if not self.nouns or event.type not in self.types or tree.upos[event.token] not in VERBAL:
            return False
        subjects = roles.surface(event.token)
        return bool(subjects) and not roles.passive(event.token) and self._paper(roles, subjects[0])

    def author(self, roles: Roles, noun: int) -> tuple[Party, ...]:
        """Whose paper it is: its owner, or who passed or presented it where it was named before; empty if nobody is told."""
        found = self._owner(roles, noun)
        if found:
            return found
        tree = roles.tree
        for i in range(noun - 1, max(-1, noun - FAR), -1):
            if tree.upos[i] == "NOUN" and tree.lemma[i] == tree.lemma[noun] and (found := self._owner(roles, i)):
                return found
        return ()

    def _owner(self, roles: Roles, noun: int) -> tuple[Party, ...]:
        tree, places = roles.tree, roles.noun_places(noun)
        for place in ("subj", "gen", "pre"):
            if found := roles.parties(places.get(place, ())):
                return found
        above = clause_of(roles, noun)
        if tree.dep[noun].startswith("obj") and above != noun and tree.upos[above] in VERBAL:
            return roles.parties(roles.surface(above))
        return ()

    def _paper(self, roles: Roles, i: int) -> bool:
        tree = roles.tree
        return tree.upos[i] == "NOUN" and i not in roles.mention and self.syntax.among(tree.lemma[i].lower(), self.nouns)
