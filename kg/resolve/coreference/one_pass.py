"""The pass that fills the coreference table: sources, addressees, holders and targets in text order.

Each mention is resolved by the text before it only, except "I" and "we": they refer to the speaker of the
content that contains them, so they are resolved at the end.
"""

from collections.abc import Iterable

from kg.language.folding import words_of
from kg.language.lexicon import lexicon
from kg.model import ActorMention, Extraction, Span
from kg.resolve.coreference.noun_phrase_references import NounPhraseReferences
from kg.resolve.coreference.pronoun_references import PronounReferences, Ranker
from kg.resolve.coreference.table import AskedMention, CoreferenceTable
from kg.resolve.people.person import Person
from kg.text import Text


def resolve_coreference(
    text: Text,
    extraction: Extraction,
    people: list[Person],
    phrases: NounPhraseReferences,
    asked: list[AskedMention],
    *,
    ranker: Ranker | None = None,
) -> CoreferenceTable:
    """Resolve `asked`, which are in text order. `people` are those of the article.

    `ranker` gives the probabilities of the candidates for a pronoun; by default the shipped model.
    """
    return _Pass(text, extraction, people, phrases, asked, ranker).run(asked)


class _Pass:
    """The state of the pass: the speakers and referents so far."""

    def __init__(
        self,
        text: Text,
        extraction: Extraction,
        people: list[Person],
        phrases: NounPhraseReferences,
        asked: list[AskedMention],
        ranker: Ranker | None,
    ) -> None:
        self._raw = text.raw
        self._deadline = text.deadline
        self._phrases = phrases
        pronouns = [one for one in asked if self._pronoun(one) is not None]
        self._pronouns = PronounReferences(
            text, extraction, people, named=phrases.named_at, asked=pronouns, ranker=ranker
        )
        self._mentions: dict[Span, ActorMention] = {}

    def run(self, asked: Iterable[AskedMention]) -> CoreferenceTable:
        waiting = []
        for one in asked:
            pronoun = self._pronoun(one)
            if pronoun and pronoun[0] == "first":
                waiting.append(one)
            else:
                self._note(one, self._answer(one))
        for one in waiting:
            self._note(one, self._answer(one))
        return CoreferenceTable(self._mentions)

    def _answer(self, asked: AskedMention) -> ActorMention | None:
        self._deadline.check()
        pronoun = self._pronoun(asked)
        if pronoun is not None:
            return self._pronouns.refer(*pronoun, asked)
        return self._phrases.refer(asked.spans)

    def _note(self, asked: AskedMention, mention: ActorMention | None) -> None:
        """Store the answer; the referent of a source is a speaker from here on."""
        if mention is None:
            return
        self._mentions[asked.span] = mention
        if asked.source_of:
            self._phrases.add_speaker(mention)
            self._pronouns.add_speaker(mention)
        for attribution in asked.source_of:
            self._pronouns.add_statement(attribution, mention.actor)

    def _pronoun(self, asked: AskedMention) -> tuple[str, Span] | None:
        """The kind and span of the pronoun if the words are one; "he and his staff" counts as "he"."""
        words = words_of(" ".join(span.of(self._raw) for span in asked.spans))
        # "US" is a country.
        kind = lexicon().pronouns.get(words[0].lower()) if words and words[0] != "US" else None
        if kind is None or not (len(words) == 1 or words[1].lower() == "and"):
            return None
        start = self._raw.index(words[0], asked.span.start)
        return kind, Span(start, start + len(words[0]))
