"""Stage 4, sources: who says so. Direct, indirect, free indirect and summed-up speech, and chains of attribution.

The kinds of quotation and the roles of speaker, cue, addressee and frame are those of Petersen-Frey & Biemann (2024).
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from depesche.reading.notes import Notes, notes
from depesche.reading.sources_chain import chain, governing
from depesche.reading.sources_direct import direct, marked
from depesche.reading.sources_draft import Draft, spans
from depesche.reading.sources_lexicon import Lexicon
from depesche.reading.sources_nesting import settle
from depesche.reading.sources_parties import Speakers
from depesche.reading.sources_phrases import phrases
from depesche.reading.sources_reported import reported
from depesche.reading.sources_runs import actor, anaphoric, named, relatives, runs
from depesche.reading.sources_verbs import indirect
from depesche.reading.sources_voices import Voices
from depesche.records import Party, Quote

__all__ = ["SourcesStage", "chain", "governing"]


class SourcesStage:
    """Finds the quotations of a document and writes them to its notes as ``quotes``.

    Raises ``languages.UnsupportedLanguage`` for a language without tables.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.lexicon = Lexicon(language)

    def __call__(self, doc: Doc) -> Doc:
        note = notes(doc)
        note.quotes = self.find(note)
        return doc

    def find(self, note: Notes) -> tuple[Quote, ...]:
        """The quotations of a parsed dispatch, in order of the text, the outer before the inner."""
        tree, lexicon = note.tree, self.lexicon
        if not len(tree):
            return ()
        marks = marked(tree, lexicon)
        voices = Voices(tree, lexicon, note.mentions)
        framed = [*phrases(tree, lexicon, voices), *indirect(tree, lexicon, voices)]
        framed += anaphoric(tree, lexicon, {d.cue_at for d in framed})
        free = runs(tree, lexicon, framed, marks, voices)
        free += relatives(tree, lexicon, [*framed, *free], marks, voices)
        speech = direct(tree, lexicon, marks, [*framed, *free], voices)
        summed = reported(tree, lexicon, [*framed, *free, *speech], marks, voices)
        drafts, parents = settle(tree, lexicon, [*framed, *free, *speech, *summed], marks)
        speakers = Speakers(note, lexicon)
        found: list[Quote] = []
        for d, parent in zip(drafts, parents, strict=True):
            quote = self._quote(note, d, parent, speakers)
            if quote.party is None and d.speaker_at >= 0 and tree.upos[d.speaker_at] == "ADV":
                # "Demnach …": on the word of whoever was named last
                last = next((q.party for q in reversed(found) if q.party is not None), None)
                quote = replace(quote, party=self._before(note, d, voices, speakers, acting=False) or last)
            elif quote.party is not None and speakers.unowned(d, quote.party):
                # "Es hat sich entschuldigt. In einer Erklärung hieß es": whose it is the sentence before says
                quote = replace(quote, party=self._before(note, d, voices, speakers, acting=True) or quote.party)
            found.append(quote)
        return tuple(found)

    def _before(self, note: Notes, d: Draft, voices: Voices, speakers: Speakers, acting: bool) -> Party | None:
        """The party that speaks, or (``acting``) that does something in the sentence before a quotation's source."""
        k = note.tree.sentence[d.speaker_at] - 1
        words, at = named(note.tree, self.lexicon, k, voices) if k >= 0 else ([], -1)
        if not words and acting:
            words, at = actor(note.tree, k, voices)
        party = speakers.party(Draft("Reported", words, words, speaker_at=at)) if words else None
        return party if party is not None and (party.code or not acting) else None

    def _quote(self, note: Notes, d: Draft, parent: int | None, speakers: Speakers) -> Quote:
        tree = note.tree
        return Quote(
            spans=spans(tree, d.quote),
            type=d.type,
            speaker=spans(tree, d.speaker),
            cue=spans(tree, d.cue),
            addressee=spans(tree, d.addressee),
            frame=spans(tree, d.frame),
            party=speakers.party(d),
            force=d.force,
            medium=speakers.medium(d),
            date=speakers.date(d),
            parent=parent,
            form="act" if d.act else d.form,
        )
