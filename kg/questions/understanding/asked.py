"""What an answer is made from: the graph, its names and index, and how the question was read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from kg.acts.scheme import Scheme
from kg.errors import UsageError
from kg.graph.reader.indexed_rows import find_holders, read_offices, read_texts
from kg.graph.reader.question_rows import OfficeRow
from kg.graph.reader.selecting import Iri
from kg.graph.reader.taken import Taken
from kg.graph.store import Store
from kg.graph.text_index import TextIndex
from kg.language.folding import fold, words_of
from kg.language.lexicon import singular
from kg.language.stems import stem
from kg.model import StatementKind
from kg.questions.name_index import NameIndex
from kg.questions.tables import Table
from kg.questions.understanding.answer_rows import MOST_ROWS
from kg.questions.understanding.ask_words import ask_words, office_synonyms
from kg.questions.understanding.name_spotting import ACTOR, Named, kin_stems, speakers_named
from kg.questions.understanding.nearness import compare_with
from kg.questions.understanding.question_reading import OF_EVENTS, Reading
from kg.questions.understanding.question_terms import stem_list, terms_of
from kg.questions.understanding.ranked_statements import Ranked, Ranking, Search, missing_words, rank

if TYPE_CHECKING:
    from kg.graph.vector_index import Comparison

_NEAREST = "No statement and no article has all of that; these come nearest."
# Statements of who is said to speak, before those of others, where none fits.
_MOST_OWN = 3
# Holders of an office who are looked at, in how many articles each, and how often one names the country that
# it is of.
_MOST_HOLDERS, _MOST_OFFICES, _LEAST_NAMED = 40, 20, 3
# The rows that count.
_FIRST = 5


class Fit(Enum):
    """How well an answer has what is asked for: all of it, not all telling words, or only what is nearest."""

    EXACT = "exact"
    PARTLY = "partly"
    NEAREST = "nearest"


@dataclass(slots=True)
class Asked:
    """A question with what answers it. `given` are the parameters that came with it, as typed."""

    store: Store
    names: NameIndex
    index: TextIndex
    scheme: Scheme
    reading: Reading
    given: dict[str, str]
    taken: Taken
    told: list[str] = field(default_factory=list)
    """What the answer has to say besides its rows."""
    fit: Fit = Fit.EXACT
    """How well what was found has what is asked for, as far as a ranking tells."""
    known_holders: dict[tuple[str, Named | None], list[Iri]] = field(default_factory=dict)
    """Whom articles call by the words of an office, of somebody."""

    def search(self, *, own_words: bool) -> Search:
        """What a ranking needs. Thoughts and deeds count, marked, with an article's own words."""
        kinds = self.taken.kinds
        if "kind" not in self.given:
            words = ask_words()
            if self.reading.verb in words.attitudes:
                kinds |= {StatementKind.ATTITUDE}
            elif own_words and self.reading.verb not in words.verbs:
                kinds |= frozenset(StatementKind)
        return Search(self.store, self.index, replace(self.taken, kinds=kinds), self.compared())

    def compared(self) -> "Comparison | None":
        """The sentences compared with the question in meaning; None if it asks for nothing but names.

        Of an event, the words that are left out otherwise tell something: "is France letting people in".
        """
        tells_nothing = all(one.nodes or one.is_verb for one in terms_of(self.reading).terms)
        if tells_nothing and (self.reading.want not in OF_EVENTS or self.reading.verb):
            return None
        return compare_with(self.reading.question, self.store)

    def notes(self) -> list[str]:
        """Notes on names, and what was told."""
        found = [
            f"No name is exactly “{one.words}”; the nearest one is used."
            for one in self.reading.names
            if one.slip
        ]
        for words in self.reading.unknown:
            nearest = " or ".join(self.names.nearest(words, ACTOR))
            offer = f"; did you mean {nearest}?" if nearest else "."
            found.append(f"Nothing in the graph is called “{words}”{offer}")
        return [*found, *self.told]

    def speakers(self) -> list[Iri] | None:
        """Who must have said it; None if anybody may."""
        reading = self.reading
        if not reading.must_speak:
            return None
        if reading.speaker is not None:
            return [node.iri for node in speakers_named(reading.speaker, self.names)]
        if reading.role:
            # They are asked for before the ranking, and by it.
            key = reading.role, reading.owner
            if key not in self.known_holders:
                self.known_holders[key] = self.holders(reading.role)
            return self.known_holders[key]
        return [] if reading.unknown and reading.verb else None

    def holders(self, role: str) -> list[Iri]:
        """Actors with these words in an office, and unnamed ones with them in their name.

        Where articles tell the office without its country, those whose articles have the country's name.
        """
        words = [singular(fold(word)) for word in words_of(role)]
        found = self._holders(words)
        if not found:
            found = list(dict.fromkeys(one for other in _otherwise(words) for one in self._holders(other)))
        return found

    def _holders(self, words: list[str]) -> list[Iri]:
        kin = {word: kin_stems(word) for word in words}
        found = find_holders(self.store, [(word, *kin[word]) for word in words])
        countries = [{stem(word), *kin[word]} for word in words if kin[word]]
        if owner := self.reading.owner:
            telling = [(one,) for one in words if one not in ask_words().persons]
            return self._of_owner(found or (find_holders(self.store, telling) if telling else []), owner)
        if found or not countries or len(countries) == len(words):
            return found
        plain = [(word,) for word in words if not kin[word]]
        return self._of_countries(find_holders(self.store, plain), countries)

    def _of_owner(self, actors: list[Iri], owner: Named) -> list[Iri]:
        """Those of `actors` who get an office in an article that has the owner's name, often."""
        last = owner.tokens[-1].low
        return self._of_countries(actors, [{stem(last), *kin_stems(last)}])

    def _of_countries(self, actors: list[Iri], countries: list[set[str]]) -> list[Iri]:
        """Those of `actors` who get an office in an article that names all of the countries, often."""
        offices = list(_first_of_each(read_offices(self.store, actors[:_MOST_HOLDERS])))
        named = {
            source: [Counter(stem_list(words.text))[one] for own in countries for one in own]
            for source, words in read_texts(self.store, (one.source for one in offices)).items()
        }
        often = {one.actor for one in offices if sum(named.get(one.source, ())) >= _LEAST_NAMED}
        return [one for one in actors if one in often]

    def listeners(self) -> list[Iri] | None:
        """To whom it must have been said; None if to anybody."""
        named = self.reading.listener
        if named is None:
            return None
        found = [node.iri for node in speakers_named(named, self.names)]
        return found or [node.iri for node in self.names.find(named.words, ACTOR).entities]

    def rank(
        self,
        *,
        own_words: bool = False,
        fits: Callable[[Ranked], float] | None = None,
        cues: frozenset[str] = frozenset(),
        anybody: bool = False,
        strict: bool = False,
    ) -> Ranking:
        """The ranking of the question's statements; of `anybody` even if somebody is said to speak.

        Unless it is `strict`, what comes nearest stands where nothing fits, or nothing by the speaker.
        """
        speakers = None if anybody else self.speakers()
        # The article's own words are nobody's: no filter of statements takes them.
        narrowed = self.taken.is_narrowed

        def ranked(by: list[Iri] | None, own: bool, reading: Reading = self.reading) -> Ranking:
            return rank(
                self.search(own_words=own and not narrowed),
                reading,
                speakers=by,
                listeners=self.listeners(),
                own_words=own and not narrowed,
                fits=fits,
                cues=cues,
            )

        ranking = ranked(speakers, own_words)
        if strict or (ranking.rows and not ranking.near) or not terms_of(self.reading):
            self.tell(ranking)
            if speakers is not None and ranking.rows and not any(one.said for one in ranking.rows):
                of_whom = f" of {self._who}" if self._who else ""
                self.told.append(f"No statement{of_whom} fits; these are words of articles.")
            missing = missing_words(self.store, ranking, self.reading, _FIRST) if ranking.rows else []
            if missing:
                self.fit = Fit.PARTLY
                listed = ", ".join(f"“{one}”" for one in missing)
                self.told.append(f"None of the first rows has the words {listed}: nothing says exactly that.")
            return ranking
        who = self._who
        self.fit = Fit.NEAREST
        if speakers is None:
            more = ranking if own_words else ranked(None, True)
            note = _NEAREST
        else:
            # Who does not say it can be whom others say it of.
            more = ranked(None, True, _without_speaker(self.reading))
            note = f"No statement of {who} fits; what comes nearest stands here." if who else _NEAREST
        nearest = ranking.with_nearest(more, _MOST_OWN)
        self.told += [note] if nearest.rows else []
        return nearest

    @property
    def _who(self) -> str:
        """Who must have said it, in words."""
        return self.reading.speaker.label if self.reading.speaker else self.reading.role

    def tell(self, ranking: Ranking) -> None:
        """Say what a ranking leaves out, and where it has only what is nearest."""
        if ranking.near and ranking.rows:
            self.told.append(_NEAREST)
        if len(ranking.rows) > MOST_ROWS:
            self.told.append(
                f"The best {MOST_ROWS} of {len(ranking.rows)}: a name, a time or more words narrow it down."
            )
        if ranking.out_of_time and not ranking.rows:
            self.told.append(f"{ranking.out_of_time} fit, but are of other days.")
        if ranking.undated:
            one = ranking.undated == 1
            listed = (
                "1 row has no known day, and stands"
                if one
                else f"{ranking.undated} rows have no known day, and stand"
            )
            self.told.append(f"{listed} at the end.")

    def canned(self, name: str, /, **values: str | None) -> Table | None:
        """The answer of a canned query; None where the graph has not what is asked for."""
        # Imported on first use: few questions are those of a canned query.
        from kg.questions.canned import canned_query, run_canned

        known = {one.name for one in canned_query(name).parameters}
        given = {one: value for one, value in values.items() if value}
        given |= {one: value for one, value in self.given.items() if one in known}
        try:
            return run_canned(self.store, name, given, self.names)
        except UsageError:
            return None

    def typed(self, named: Named | None) -> str | None:
        """A name as a parameter of a canned query."""
        return named.words if named is not None and named.nodes else None


def _first_of_each(offices: Iterable[OfficeRow]) -> Iterator[OfficeRow]:
    """The first offices of each actor: the text of each one's article is read."""
    number: Counter[Iri] = Counter()
    for one in offices:
        number[one.actor] += 1
        if number[one.actor] <= _MOST_OFFICES:
            yield one


def _otherwise(words: list[str]) -> list[list[str]]:
    """The words of an office with one of its phrases in other words: "French foreign minister" for "French
    top diplomat"."""
    found = []
    for group in office_synonyms():
        for phrase in sorted(group, key=len, reverse=True):
            at = next((at for at in range(len(words)) if tuple(words[at : at + len(phrase)]) == phrase), None)
            if at is not None:
                rest = words[at + len(phrase) :]
                found += [[*words[:at], *other, *rest] for other in sorted(group - {phrase})]
                break
    return found


def _without_speaker(reading: Reading) -> Reading:
    """`reading` with who must have said it among the names that it is about."""
    if reading.speaker is None:
        return reading
    return replace(reading, speaker=None, subject=(reading.speaker, *reading.subject))
