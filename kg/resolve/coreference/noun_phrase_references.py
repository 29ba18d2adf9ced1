"""Resolution of noun phrases: to people, office holders, state organs, organisations or unnamed actors.

"The ministry" and "the bank" are resolved to earlier names. A phrase that cannot be resolved is
None.
"""

import calendar
import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from kg.language.common_nouns import body_nouns, names_body
from kg.language.folding import slug, words_of
from kg.language.lexicon import Country, is_office, lexicon, singular
from kg.language.noun_phrases import NounPhrase, parse_noun_phrase
from kg.model import Actor, ActorMention, ActorType, Candidate, Extraction, Name, Span
from kg.resolve.bodies.governments import Governments
from kg.resolve.bodies.groups import companions, group, joint_countries, joint_names, joint_outlets
from kg.resolve.bodies.metonymy import Metonyms
from kg.resolve.bodies.named_pairs import named_pair
from kg.resolve.bodies.organisations import (
    Organisations,
    british_spelling,
    capitalised,
    country_named,
    country_of_organ,
    organ_id,
    organisation,
    state_organ,
)
from kg.resolve.bodies.spokespeople import spokesperson
from kg.resolve.coreference.documents import document_issuers, is_nobody, is_title
from kg.resolve.people.governed import is_governed
from kg.resolve.people.people import find_office_holder
from kg.resolve.people.person import Person
from kg.resolve.registry import Registry
from kg.text.span_index import SpanIndex
from kg.text.text import Text

_POSSESSOR = re.compile(r"['’]s?\s+\w")
# A name before a noun is a modifier: "Doe campaign", "Doe adviser Jane Roe".
_BEFORE_NOUN = re.compile(r"['’]?\s+([\w’'-]+)")
# "The Ministry of Defence" is the article's country's.
_WITH_PORTFOLIO = frozenset({"ministry", "department", "office"})
# Names before a phrase such as "the ministry" that are searched for the one it is short for.
_LOOK_BACK = 300
# Code points before a name that are searched for a governing preposition.
_REACH = 200
_LONGEST_ID = 96
# "One news site, " before a name, and what follows the name.
_APPOSED = re.compile(r"[^,;:()]+, (?:the )?")
_APPOSITION_END = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:,|$|\W*\s*[a-z]+ed\b|\s+(?:said|says|had|has|was|is)\b)"
)
# Words before the name in "the Swiss financial regulator FINMA", at most.
_MAX_APPOSED = 3
_DAYS = frozenset({*calendar.day_name, *calendar.month_name[1:]})
# "The bank" is an organisation that the article names at least this often, and twice as often as any other.
_OFTEN = 3


class NounPhraseReferences:
    """Resolves the noun phrases of one article by their words, names and knowledge."""

    def __init__(
        self, article: str, text: Text, extraction: Extraction, people: list[Person], registry: Registry
    ) -> None:
        """`article` is the article's identifier, part of the identifiers of unnamed actors."""
        self._text, self._sentences = text.raw, text.sentences
        self._article = article
        self._people = people
        self._known = registry.actor_aliases
        self._governments = Governments(text.raw, people)
        self._metonyms = Metonyms(text, people, registry.seats)
        self._names = SpanIndex(extraction.names, lambda name: name.span)
        self._organisations = Organisations(text.raw, extraction.names)
        self._person_at = {span: person for person in people for span in person.mentions}
        self._people_named = sorted(name for name in extraction.names if name.span in self._person_at)
        self._country = _main_country(text.raw, extraction, self._person_at)

    def refer(self, spans: tuple[Span, ...]) -> ActorMention | None:
        """Resolve the noun phrase at `spans`; None if unresolved."""
        text = " ".join(part.of(self._text) for part in spans)
        actor, metonym = self._actor(text, spans)
        if actor and (doubt := self._doubt(actor, spans)):
            first, *others = doubt
            return ActorMention(
                spans[0],
                spans[0].of(self._text),
                first.actor,
                confidence=first.confidence,
                candidates=tuple(others),
            )
        return ActorMention(spans[0], spans[0].of(self._text), actor, metonym) if actor and actor.id else None

    def named(self, name: Name) -> tuple[Actor, bool]:
        """The actor that the name of an organisation or place refers to, and whether by metonymy."""
        return self.named_at(name.span)

    def named_at(self, span: Span) -> tuple[Actor, bool]:
        """The actor that the name at `span` refers to, and whether by metonymy."""
        name = span.of(self._text)
        actor = self._governments.government_of(name) or joint_outlets(name, self._known.owners)
        if actor is not None:
            return actor, False
        country = country_named(span.of(self._text))
        if country is not None:
            actor = self._metonyms.actor(country, span) or organisation(span.of(self._text))
            return actor, actor.type is ActorType.GOVERNMENT
        return self._organisations.named(span)

    def _actor(self, text: str, spans: tuple[Span, ...]) -> tuple[Actor | None, bool]:
        for issuer in document_issuers(self._text, spans[0], self._names):
            actor, metonym = self._actor(issuer.of(self._text), (issuer,))
            if actor is not None and actor.type is not ActorType.UNNAMED:
                return actor, metonym
        heads = self._head_names(spans, "person")
        joint = self._joint_actor(spans) if heads else joint_countries(text) or self._joint_actor(spans)
        if joint is not None:
            return joint, all(member.type is ActorType.GOVERNMENT for member in joint.members)
        people = self._people_named[: bisect_left(self._people_named, Name(spans[0], ""))]
        pair = named_pair(text, self._text, people, spans[0].start, self._actor_of)
        if pair is not None:
            return pair, False
        added = companions(text, [head.span.of(self._text) for head in heads]) if len(spans) == 1 else None
        if added is None:
            return self._single_actor(text, spans, heads)
        named, unnamed = added
        first = Span(spans[0].start, spans[0].start + len(named))
        actor, metonym = self._single_actor(named, (first,), heads)
        others = self._unnamed_actor(parse_noun_phrase(unnamed))
        if actor is None or others is None or actor.type is ActorType.UNNAMED:
            return self._single_actor(text, spans, heads)
        return group([actor, others]), metonym

    def _single_actor(
        self, text: str, spans: tuple[Span, ...], heads: list[Name]
    ) -> tuple[Actor | None, bool]:
        phrase = parse_noun_phrase(text if heads else spans[0].of(self._text))
        ruling = self._governments.government_of(phrase.text + phrase.complement)
        if ruling is not None:
            return ruling, False
        if heads:
            return self._person_at[heads[0].span].actor(), False
        if phrase.names_country and phrase.country:
            start = spans[0].start + phrase.span.start
            actor = self._metonyms.actor(phrase.country, Span(start, start + len(phrase.text)))
            return actor, actor is not None and actor.type is ActorType.GOVERNMENT
        spoken_for = spokesperson(text)
        if spoken_for:
            return self._unnamed_actor(parse_noun_phrase(spoken_for)), False
        actor = self._resolve_phrase(phrase, spans[0])
        if actor is None or actor.type is ActorType.UNNAMED:
            named = self._name_in_apposition(spans[0])
            return (named or actor), False
        return actor, False

    def _name_in_apposition(self, span: Span) -> Actor | None:
        """The organisation named behind a description of it: "One news site, Znak.com," or None."""
        names = [one for one in self._names.starting_in(span) if one.kind == "organisation"]
        before = self._text[span.start : names[0].span.start] if names else ""
        apposed = _APPOSED.fullmatch(before) and _APPOSITION_END.match(self._text, names[0].span.end)
        body = apposed and parse_noun_phrase(before).head in body_nouns()
        return self.named(names[0])[0] if body else None

    def _doubt(self, actor: Actor, spans: tuple[Span, ...]) -> tuple[Candidate, ...]:
        """The people whom the source may name, where `actor` is a surname that several have; else empty."""
        heads = self._head_names(spans, "person")
        person = self._person_at[heads[0].span] if heads else None
        return person.candidates() if person and person.actor() == actor else ()

    def _joint_actor(self, spans: tuple[Span, ...]) -> Actor | None:
        """The group of the people or organisations that the source lists, or None."""
        for kind in ("person", "organisation"):
            joint = joint_names(self._text, spans[0], self._head_names(spans, kind), self._actor_of)
            if joint is not None:
                return joint
        return None

    def _actor_of(self, name: Name) -> Actor | None:
        person = self._person_at.get(name.span)
        return person.actor() if person else self.named(name)[0]

    def _head_names(self, spans: tuple[Span, ...], kind: str) -> list[Name]:
        """The names that can be heads of the source, without governed and modifying names."""
        return [
            name
            for part in spans
            for name in self._names.starting_in(part)
            if name.kind == kind
            and (kind != "person" or name.span in self._person_at)
            and not is_governed(
                self._text[max(part.start, name.span.start - _REACH) : name.span.start],
                name.span.of(self._text),
            )
            and not self._is_modifier(name.span, part)
        ]

    def _is_modifier(self, span: Span, part: Span) -> bool:
        """Whether the name modifies a noun: "Doe's lawyer", "the Doe campaign"."""
        after = self._text[span.end : part.end]
        if _POSSESSOR.match(after):
            return True
        noun = _BEFORE_NOUN.match(after)
        if noun is None or noun.group(1).lower() in lexicon().no_nouns:
            return False
        word = noun.group(1)
        return word[0].islower() or is_office(word) or singular(word.lower()) in lexicon().organs

    def _resolve_phrase(self, phrase: NounPhrase, span: Span) -> Actor | None:
        if not phrase.words:
            return self._unnamed_actor(phrase) if phrase.complement else None
        if phrase.is_indefinite:
            return self._unnamed_actor(phrase)
        if phrase.names_people or self._names_family(phrase, span):
            together = phrase.is_plural and phrase.is_name
            return organisation(phrase.text, ActorType.GROUP) if together else self._unnamed_actor(phrase)
        if phrase.is_office:
            return self._office_holder(phrase, span)
        organ = phrase.organ
        if organ and not (phrase.is_plural and organ != "group"):
            return self._organ(phrase, ActorType(organ), span)
        named = self._named_head(phrase, span)
        if named is not None:
            return self.named(named)[0]
        if is_title(self._sentences.around(span.start), self._text):
            return self._unnamed_actor(phrase)
        if phrase.is_name and (len(phrase.words) > 1 or phrase.determiner or not self._opens_sentence(span)):
            return organisation(" ".join(phrase.words))
        tail = _name_at_end(phrase.words)
        if tail and not phrase.is_plural and not names_body(tail) and not self._names_place(tail, span):
            return organisation(" ".join(tail))
        return self._unnamed_actor(phrase)

    def _named_head(self, phrase: NounPhrase, span: Span) -> Name | None:
        """The name in the text that contains the head of the phrase, or None."""
        within = Span(span.start, min(span.end, span.start + len(phrase.text) + 1))
        names = (one for one in self._names.starting_in(within) if one.kind in {"organisation", "other"})
        return next((one for one in names if phrase.words[-1] in words_of(one.span.of(self._text))), None)

    def _names_family(self, phrase: NounPhrase, span: Span) -> bool:
        """Whether the phrase is the plural of a surname ("the Smiths")."""
        names = (one for one in self._names.starting_in(span) if one.kind == "person")
        plural = phrase.is_plural and phrase.determiner == "the" and len(phrase.words) == 1
        return plural and any(one.span.of(self._text) == phrase.words[0] for one in names)

    def _names_place(self, words: tuple[str, ...], span: Span) -> bool:
        """Whether a name of a place in `span` ends with the last of `words`."""
        names = (one for one in self._names.starting_in(span) if one.kind == "place")
        return any(words_of(one.span.of(self._text))[-1:] == [words[-1]] for one in names)

    def _opens_sentence(self, span: Span) -> bool:
        """Whether `span` starts a sentence, where any word is capitalised."""
        before = self._text[max(0, span.start - 3) : span.start].strip(" \"“‘'(")
        return not before or before[-1] in ".!?:\n—–"

    def _office_holder(self, phrase: NounPhrase, span: Span) -> Actor | None:
        """The person who holds the office, if the phrase is definite and singular; else an unnamed actor.

        Without a determiner ("Harbour minister", "Sparta's mayor") it is definite if one person alone has it.
        """
        if phrase.is_plural or not (phrase.is_definite or phrase.determiner is None):
            return self._unnamed_actor(phrase)
        person = find_office_holder(self._people, phrase, span.start, alone=not phrase.is_definite)
        return person.actor() if person else self._unnamed_actor(phrase)

    def _organ(self, phrase: NounPhrase, kind: ActorType, span: Span) -> Actor | None:
        """The organ with its country ("French Health Ministry"), or the one mentioned before."""
        is_state = kind is ActorType.GOVERNMENT and phrase.country is not None
        named = self._named_head(phrase, span)
        if named is not None and is_state and named.span.end <= span.start + len(phrase.text):
            named = None
        if named is not None and len(words_of(named.span.of(self._text))) > len(phrase.words):
            return self.named(named)[0]
        bare = phrase.country is None and not phrase.complement
        before = self._organ_before(phrase, span) if bare else None
        if before is not None:
            return before
        if named is not None and len(words_of(named.span.of(self._text))) > 1:
            return self.named(named)[0]
        country = country_of_organ(phrase)
        ours = phrase.is_definite and phrase.head in lexicon().national_organs
        # "the government of Sparta" is of no country that the article speaks of otherwise.
        if country is None and ours and (not phrase.complement or phrase.head in _WITH_PORTFOLIO):
            country = self._country
        if country is not None and kind is ActorType.GOVERNMENT:
            return state_organ(phrase, country)
        name = " ".join(word for word in self._shorten_owner(phrase.words) if not word.isdigit())
        if country is not None:
            name = f"{country.adjective} {name}"
        elif phrase.determiner not in {None, "the"} or not self._is_named(phrase, kind, span):
            return self._unnamed_actor(phrase)
        elif kind is ActorType.GOVERNMENT:
            name = " ".join(map(capitalised, words_of(name)))
        return Actor(organ_id(name), name, kind)

    def _is_named(self, phrase: NounPhrase, kind: ActorType, span: Span) -> bool:
        """Whether a word of the phrase has a capital, not only because a sentence opens ("Police said")."""
        is_bare = len(phrase.words) == 1 and kind is ActorType.GROUP
        opens = is_bare and phrase.determiner is None and self._opens_sentence(span)
        return not opens and any(word[0].isupper() for word in phrase.words)

    def _shorten_owner(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Shorten "Jane Doe campaign" to "Doe campaign"."""
        whose = " ".join(words[:-1])
        full = any(person.name == whose for person in self._people)
        return words[-2:] if full else words

    def _organ_before(self, phrase: NounPhrase, span: Span) -> Actor | None:
        """The last organisation before `span` whose name has all words of `phrase`.

        Otherwise the main organisation of the article, or None.
        """
        named = [one for one in self._names.before(span.start, _LOOK_BACK) if one.kind == "organisation"]
        names = (one for one in reversed(named) if _is_short_for(phrase, one.span.of(self._text)))
        name = next(names, None)
        return self.named(name)[0] if name else self._main_organisation(phrase, named)

    def _main_organisation(self, phrase: NounPhrase, named: list[Name]) -> Actor | None:
        """The last named organisation for "the bank", if it is named far more often than any other."""
        bare = phrase.determiner == "the" and len(phrase.words) == 1
        if not bare or phrase.organ != "organisation" or not named:
            return None
        actors = [self.named(name)[0] for name in named]
        counts = Counter(actor.id for actor in actors)
        (first, often), *others = counts.most_common(2)
        last = actors[-1]
        fits = last.id == first and last.type is ActorType.ORGANISATION
        return last if fits and often >= _OFTEN and all(often >= 2 * count for _, count in others) else None

    def _unnamed_actor(self, phrase: NounPhrase) -> Actor | None:
        """An unnamed actor, one per article and wording, named by its words; None if that is nobody."""
        if is_nobody(phrase):
            return None
        words = " ".join((phrase.text + phrase.complement).split())
        digest = _digest(self._article)
        bare = re.sub(r"^(?:the|a|an)\s+|['’]s?$", "", words, flags=re.IGNORECASE)
        if not slug(bare):
            return None
        identifier = f"unnamed-{digest}-{slug(bare)}"
        if len(identifier) > _LONGEST_ID:
            identifier = f"{identifier[:_LONGEST_ID]}-{_digest(bare)}"
        return Actor(identifier, bare, ActorType.UNNAMED)


def _name_at_end(words: tuple[str, ...]) -> tuple[str, ...]:
    """The name at the end of a short description: "FINMA" in "regulator FINMA"; else empty."""
    first = next((n for n, word in enumerate(words) if word[0].isupper()), 0)
    tail = words[first:]
    named = all(word[0].isupper() for word in tail) and not _DAYS & set(tail)
    return tail if 0 < first <= _MAX_APPOSED and named else ()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _is_short_for(phrase: NounPhrase, name: str) -> bool:
    """Whether the phrase is `name` with words omitted; "the police" is not a police association."""
    words = parse_noun_phrase(name).words
    if not words or british_spelling(words[-1]) != british_spelling(phrase.words[-1]):
        return False
    rest = iter(map(british_spelling, words_of(name)))
    return all(british_spelling(word) in rest for word in phrase.words)


def _main_country(text: str, extraction: Extraction, people: Iterable[Span]) -> Country | None:
    """The most frequent country in the sources, else in the text, or None; names of `people` are none."""
    parts, end = [], 0
    for span in sorted(people):
        parts += [text[end : span.start], " " * (span.end - span.start)]
        end = max(end, span.end)
    text = "".join((*parts, text[end:]))
    sources = (span.of(text) for attribution in extraction.attributions for span in attribution.source)
    for words in (words_of(" ; ".join(sources)), words_of(text)):
        countries = Counter(country for word in words if (country := lexicon().country_of(word)) is not None)
        if countries:
            return countries.most_common(1)[0][0]
    return None
