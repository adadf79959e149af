"""Who is who: states, organisations, bodies, outlets, and persons with their offices and terms."""

from depesche.knowledge.base import Knowledge, Name, PartiesFileError
from depesche.knowledge.persons import Person, Term

__all__ = ["Knowledge", "Name", "PartiesFileError", "Person", "Term"]
