"""When, to whom, through what and on what occasion something was said.

Only words near the cue count, in the cue's sentence and outside the content: "said on Thursday that
two soldiers were killed" has a date of saying, "said the talks will start on Thursday" has none.
They stand after the cue ("told reporters in Geneva on Monday"), between source and cue ("Brown,
speaking on Sunday, said"), before both ("In a statement on Monday, the ministry said") or right
after the content. Words of other statements are not read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.language.dates import Dates
from kg.language.noun_phrases import read_noun_phrase
from kg.language.saying_words import saying_words
from kg.model import Attribution, Circumstance, DateMention, Extraction, Span
from kg.resolve.circumstances.adjuncts import Adjunct, AdjunctKind, AdjunctReader
from kg.resolve.circumstances.listeners import ListenerFinder, is_telling
from kg.resolve.circumstances.zones import ZoneFinder, Zones
from kg.text.text import Text

# Another clause begins, or another thought.
_BREAK = re.compile(
    r"""[;:()\[\]]|"|--|[–—]|\s-\s|\n
    |,\s+(?:and|but|or|as)\b
    |\b(?:who|whom|whose|which|that|when|where|while|after|before|because|since|if|but|although|though|until|unless
    |despite|amid|following|ahead|whether|how|why|what|as|than|saying|adding)\b
    |\bby\s+(?!e-?mail|phone|telephone|letter|text|video|fax)
    |\band\s+(?:he|she|it|they|then|later|also|has|had|was|is|\w+ed)\b""",
    re.VERBOSE,
)
_TITLE = re.compile(r'(?<=[\'s]\s)"[A-Z][^"\n]{0,50}"|(?<=\bon\s)"[A-Z][^"\n]{0,50}"')
# What is yet to be said was not said on the last such day.
_AHEAD = re.compile(
    r"""(?:\b(?:will|would|shall|should|could|may|might|must|can)|'ll)\b(?!\s+have\b)|^to\s|\bto\s*$
    |\b(?:set|expected|due|scheduled|likely|about|going|plans|planning)\s+to\b""",
    re.VERBOSE | re.IGNORECASE,
)
_FRAME_OPENING = re.compile(
    r"[\"\s,]*(?:(?:and|but|yet|still|meanwhile|then|later|also|however|so|separately|indeed)\b,?\s*)?",
    re.IGNORECASE,
)
# After a dateline, or "this is what happened:", a sentence opens anew.
_PART = re.compile(r"[:;)]\s|--|[–—]|\s-\s")
_SPEAKING = re.compile(
    r"(?:speaking|talking|writing|appearing|testifying|addressing|asked|responding|tweeting|campaigning)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\w+ing\b|to\b")
# After the content, what opens the next clause is that one's: "…, in 2009, he signed", "… on Monday he said".
_SUBJECT = re.compile(r"\s*(?:he|she|they|it|we|I|there)\b")
_NEW_CLAUSE = re.compile(r"\s*(?:,|(?:he|she|they|it|we|I|there)\b)")
# Words of another clause between a frame and the source: "On Monday, he left, and the ministry said".
_CLAUSE = re.compile(
    r"""\b(?:he|she|it|they|we|i|you|was|were|is|are|has|had|have|did|does|will|would|and|but|who|which|that|when
    |while|after|before|because|since|if|as|than|until
    |(?!published|aired|released|issued|posted|taped|recorded|conducted|dated|united|signed)\w+ed
    |to\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b)(?-i:[a-z])\w*)\b
    |[;:()"]|--|[–—]""",
    re.VERBOSE | re.IGNORECASE,
)
# "…, while addressing reporters".
_WHILE = re.compile(r"\s*,?\s*(?:while|when)\s+(?:addressing|briefing|(?:speaking|talking)\s+(?:to|with))\s+")
# Of a frame, what may stand between its adjuncts and the source: a place, an apposition.
_LONGEST_REST = 60
# After the content, the next adjunct is not further away.
_NEXT = 30
# A place may stand first: "In Honolulu last week, he told …".
_PLACE = re.compile(r"\s*,?\s*(?:(?:[Ii]n|[Aa]t|[Ff]rom)\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)*,?\s+)?")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a text says of how something was said.

    Spans lie outside the statement's content, but for the addressee's.
    """

    addressee: Span | None = None
    """The noun phrase that names to whom."""
    medium: Circumstance | None = None
    occasion: Circumstance | None = None
    said_on: DateMention | None = None


def find_circumstances(text: Text, extraction: Extraction, dates: Dates) -> dict[str, Circumstances]:
    """Circumstances of the attributions of `text` by their identifier; only of those that have any."""
    finder = _Finder(text, extraction, dates)
    found = {each.id: finder.find(each, each.cue) for each in extraction.attributions if each.cue}
    for identifier, listener in inherited_listeners(text, extraction, found).items():
        found[identifier] = replace(found[identifier], addressee=listener)
    return {identifier: each for identifier, each in found.items() if each != Circumstances()}


class _Finder:
    def __init__(self, text: Text, extraction: Extraction, dates: Dates) -> None:
        self._raw, self._view, self._dates = text.raw, text.view, dates
        self._reader = AdjunctReader(text, extraction.names, dates)
        self._listeners = ListenerFinder(text, extraction, self._reader)
        self._zones = ZoneFinder(text, extraction)

    def find(self, statement: Attribution, cue: Span) -> Circumstances:
        """The circumstances of `statement`, given with its cue."""
        zones = self._zones.zones(statement, cue)
        found: dict[AdjunctKind, Adjunct] = {}
        for adjunct in self._adjuncts(zones):
            if self._is_usable(adjunct, cue) and _is_outside(adjunct.span, statement):
                found.setdefault(adjunct.kind, adjunct)
        listener = self._listeners.find(statement, zones)
        if listener is None and AdjunctKind.ADDRESSEE in found:
            listener = found[AdjunctKind.ADDRESSEE].span
        attended = (
            self._reader.occasion_at(listener, zones.after[0].end) if listener and zones.after else None
        )
        if listener and attended and _is_outside(attended.span, statement):
            listener = attended.span
            found.setdefault(AdjunctKind.OCCASION, attended)
        return Circumstances(
            listener,
            self._named(found.get(AdjunctKind.MEDIUM)) or self._own_medium(statement),
            self._named(found.get(AdjunctKind.OCCASION)),
            self._date_mention(found.get(AdjunctKind.DATE)),
        )

    def _is_usable(self, adjunct: Adjunct, cue: Span) -> bool:
        """Whether an adjunct is no date, or a known one on which something can have been said."""
        if adjunct.date is None:
            return True
        return adjunct.date.resolved is not None and not _AHEAD.search(cue.of(self._view))

    def _adjuncts(self, zones: Zones) -> Iterator[Adjunct]:
        """Adjuncts of the zones, those nearest to the cue first."""
        for zone in zones.after:
            yield from self._reader.read(zone.start, self._break(max(zone.start, zones.cue.end), zone))
        if zones.between:
            yield from self._of_between(zones.between, zones.cue)
        if zones.frame:
            yield from self._of_frame(zones.frame)
        if zones.tail:
            yield from self._of_tail(zones.tail)
        for zone in zones.after:
            if sidelines := self._reader.sidelines(zone.start, zone.end):
                yield sidelines

    def _break(self, start: int, zone: Span) -> int:
        """Where in `zone`, from `start` on, another clause begins."""
        if start >= zone.end:
            return zone.end
        titles = [match.span() for match in _TITLE.finditer(self._view, start, zone.end)]
        for match in _BREAK.finditer(self._view, start, zone.end):
            if not any(first <= match.start() < end for first, end in titles):
                return match.start()
        return zone.end

    def _of_between(self, zone: Span, cue: Span) -> list[Adjunct]:
        if self._break(zone.start, zone) < zone.end:
            return []
        adjuncts = self._reader.read(zone.start, zone.end)
        participle = _PARTICIPLE.match(cue.of(self._view)) is not None
        return adjuncts if participle or not _CLAUSE.search(self._rest(zone, adjuncts)) else []

    def _of_frame(self, zone: Span) -> list[Adjunct]:
        """What opens the sentence, if nothing but its adjuncts stands before the source."""
        parts = [match.end() for match in _PART.finditer(self._view, zone.start, zone.end)]
        start = parts[-1] if parts else zone.start
        opening = _FRAME_OPENING.match(self._view, start, zone.end)
        start = opening.end() if opening else start
        adjuncts = self._reader.read(start, zone.end)
        place = _PLACE.match(self._view, start, zone.end)
        first = place.end() if place else start
        if not adjuncts:
            return []
        if adjuncts[0].span.start > first and not _SPEAKING.match(self._view, start, zone.end):
            return []
        rest = self._rest(Span(start, zone.end), adjuncts)
        return adjuncts if len(rest) <= _LONGEST_REST and not _CLAUSE.search(rest) else []

    def _of_tail(self, zone: Span) -> list[Adjunct]:
        opening = _WHILE.match(self._view, zone.start, zone.end) or _PLACE.match(
            self._view, zone.start, zone.end
        )
        position = opening.end() if opening else zone.start
        chain: list[Adjunct] = []
        for adjunct in self._reader.read(zone.start, self._break(position, zone)):
            during = self._view.startswith("during", adjunct.span.start)
            if adjunct.span.start > position + (_NEXT if chain else 0) or during:
                break
            chain.append(adjunct)
            position = max(position, adjunct.span.end)
        after_comma = self._view[zone.start : zone.end].lstrip().startswith(",")
        opens_clause = (_NEW_CLAUSE if after_comma else _SUBJECT).match(self._view, position)
        return [] if opens_clause else chain

    def _rest(self, zone: Span, adjuncts: list[Adjunct]) -> str:
        """The words of `zone` outside `adjuncts`, with a dot for each of those."""
        pieces, position = [], zone.start
        for adjunct in adjuncts:
            pieces.append(self._view[position : max(position, adjunct.span.start)])
            position = max(position, adjunct.span.end)
        return " · ".join([*pieces, self._view[position : zone.end]])

    def _own_medium(self, statement: Attribution) -> Circumstance | None:
        """The medium that the cue ("tweeted") or the source ("the statement") names itself."""
        for span, name in self._media_named(statement):
            if _is_outside(span, statement):
                return Circumstance(span, span.of(self._raw), name)
        return None

    def _media_named(self, statement: Attribution) -> Iterator[tuple[Span, str]]:
        cue = statement.cue
        for match in re.finditer(r"[\w-]+", cue.of(self._view)) if cue else ():
            name = saying_words().verbs.get(match.group().lower())
            if cue and name:
                yield Span(cue.start + match.start(), cue.start + match.end()), name
        if statement.source and not statement.source_inherited:
            source = statement.source[0]
            phrase = read_noun_phrase(self._view, self._dates, source.start, source.end)
            if phrase and phrase.determiner and phrase.head_is_common and phrase.heads & saying_words().media:
                yield phrase.span, phrase.kind

    def _named(self, adjunct: Adjunct | None) -> Circumstance | None:
        if adjunct is None:
            return None
        return Circumstance(adjunct.span, adjunct.span.of(self._raw), adjunct.name)

    def _date_mention(self, adjunct: Adjunct | None) -> DateMention | None:
        if adjunct is None or adjunct.date is None or adjunct.date.resolved is None:
            return None
        return DateMention(adjunct.span, adjunct.span.of(self._raw), adjunct.date.resolved)


def inherited_listeners(
    text: Text, extraction: Extraction, found: Mapping[str, Circumstances]
) -> dict[str, Span]:
    """The listeners of what a speaker goes on to say in a sentence ("told reporters …, adding that …")."""
    listeners: dict[str, Span] = {}
    telling: dict[tuple[Span, Span], Span] = {}
    cued = ((one, one.cue) for one in extraction.attributions if one.cue and one.source)
    for one, cue in sorted(cued, key=lambda pair: pair[1]):
        sentence = text.sentences.around(cue.start)
        if sentence is None:
            continue
        key = (sentence, one.source[0])
        own = found[one.id].addressee
        if own is not None and is_telling(cue.of(text.view)):
            telling[key] = own
        elif own is None and key in telling and _PARTICIPLE.match(cue.of(text.view)):
            listeners[one.id] = telling[key]
    return listeners


def _is_outside(span: Span, statement: Attribution) -> bool:
    """Whether no part of `span` is said by `statement`."""
    return not any(span.overlaps(content) for content in statement.content)
