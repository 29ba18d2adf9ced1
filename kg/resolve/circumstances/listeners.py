"""Listeners: to whom something was said, by the verb of the cue.

The listener is the object of the verb ("told reporters"), follows "to", "with" or "from", or is the subject
of a passive verb ("residents were advised"). The words of an object or of what follows may be part of the
content ("urged {workers to strike}"), as annotators and the model draw it.
"""

import re
from functools import cache

from kg.data import clears_with_data
from kg.language.saying_words import saying_words
from kg.model import Attribution, Extraction, Span
from kg.resolve.circumstances.adjuncts import AdjunctReader
from kg.resolve.circumstances.zones import Zones
from kg.text.span_index import SpanIndex
from kg.text.text import Text

# "was told", "were urged": the listener stands before the verb, if anywhere.
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|am|be|been|being|get|got|gets|getting)\s+(?:\w+ly\s+|also\s+|not\s+|once\s+)*$",
    re.IGNORECASE,
)
# All of a passive verb before its participle.
_AUXILIARIES = re.compile(
    r"\s+(?:(?:has|have|had|will|would|must|may|might|could|should|was|were|is|are|be|been|being|reportedly|also"
    r"|not|once|\w+ly)\s+)*$",
    re.IGNORECASE,
)
# What may stand between the start of a clause and its subject.
_CLAUSE_START = re.compile(
    r"[,;:\"(–—]|\b(?:and|but|that|while|when|as|after|before|because|said|indicated)\b", re.IGNORECASE
)
_TO = re.compile(r"\s+(?:\w+ly\s+)?to\s+")
_TO_OR_WITH = re.compile(r"\s+(?:\w+ly\s+)?(?:to|with)\s+")
_WITH = re.compile(r"\s(?:with|to)\s+")
_FROM = re.compile(r"\s+from\s+")
_ABOUT = re.compile(r"\s+(?:on|about)\b")
_FRAMED_WITH = re.compile(r"\s*With\s+")
# A doing that somebody is to do, after an object and an apposition; "to be" is done to a thing.
_INFINITIVE = re.compile(
    r"(?:\s+of\s+[\w' -]{1,40}?|,[^,.;:\"]{1,60},)?\s+(?:not\s+|also\s+)?to\s+[\"\[]?(?!be\b)[a-z]"
)
_QUESTION = re.compile(r"\s+(?:whether|if|why|how|what|who|when|where|about|against)\b")
_CLAUSE = re.compile(
    r"\s+(?:(?:not\s+)?to|that|if|whether|why|how|when|what|where|about|against|for|over|on|he|she|they|it|the|a)\b|[\s,.]*$"
)
_STOP = re.compile(r"[;:]|--|\.\s")
# Of a verb of several words, so much may stand behind the cue ("[called] on").
_PARTICLE = 12
# "Asked whether", "When asked if", "the minister, asked about".
_PARTICIPLE_BEFORE = re.compile(r"(?:(?:^|[.\n,;:–—(])\s*|\b(?:[Ww]hen|[Ww]hile|[Ii]f)\s+)$")
# No object of a verb with what follows it is longer, in code points.
_REACH = 200


class ListenerFinder:
    """Finds the listeners of the statements of one text."""

    def __init__(self, text: Text, extraction: Extraction, reader: AdjunctReader) -> None:
        self._view, self._sentences, self._reader = text.view, text.sentences, reader
        sources = (one.source[0] for one in extraction.attributions if one.source)
        self._sources = SpanIndex(sources, lambda span: span)

    def find(self, statement: Attribution, zones: Zones) -> Span | None:
        """To whom `statement` was said, by the verb of its cue; None if the verb does not tell."""
        reach = zones.cue.end + _PARTICLE
        verbs = [
            match
            for match in _verbs().finditer(self._view, zones.cue.start, reach)
            if match.start() < zones.cue.end
        ]
        if not zones.after:
            return None
        return next(filter(None, (self._of_verb(verb, statement, zones) for verb in reversed(verbs))), None)

    def _of_verb(self, verb: re.Match[str], statement: Attribution, zones: Zones) -> Span | None:
        """The listener by the verb `verb` of the cue."""
        form = " ".join(verb.group().lower().split())
        before = self._view[max(0, verb.start() - 40) : verb.start()]
        if _PASSIVE.search(before) and not form.endswith("ing"):
            known = saying_words()
            addresses = form in known.with_object | known.with_listener
            return self._subject(statement, verb.start()) if addresses else None
        if (
            form == "asked"
            and _PARTICIPLE_BEFORE.search(before)
            and self._is_unsourced(statement, verb.end())
        ):
            return self._asked(statement, verb.start())
        return (
            self._before_content(form, verb.end(), zones.after[0].end, statement)
            or self._before_infinitive(form, verb.end(), zones.after[0].end, statement)
            or self._in_content(form, verb.end(), zones.after[0].end, statement)
            or self._behind_object(form, verb.end(), zones)
        )

    def _before_content(self, form: str, start: int, end: int, statement: Attribution) -> Span | None:
        """The object, or who follows "to" or "with", in the words from the verb to the content."""
        known = saying_words()
        content = _content_at(end, statement)
        end = max(end, content.end if content and not self._view[start:end].strip() else end)
        opener = _TO.match(self._view, start, end) if form in known.with_to else None
        if form in known.with_companion:
            opener = _TO_OR_WITH.match(self._view, start, end)
        if opener:
            return self._reader.listener(opener.end(), end, checked=form not in known.only_to)
        if form in known.with_to or form in known.with_companion or (content and start >= content.start - 1):
            return None
        return self._reader.listener(start, end, checked=form not in known.with_object)

    def _before_infinitive(self, form: str, start: int, gap: int, statement: Attribution) -> Span | None:
        """The object of the verb before what it is to do, whichever of the two the content begins with."""
        content = _content_at(gap, statement)
        if content is None or form not in saying_words().with_infinitive:
            return None
        end = min(content.end, start + _REACH)
        listener = self._reader.listener(start, end, checked=False)
        if listener is None:
            return None
        follows = (pattern.match(self._view, listener.end, end) for pattern in (_INFINITIVE, _QUESTION))
        return listener if any(follows) else None

    def _in_content(self, form: str, start: int, gap: int, statement: Attribution) -> Span | None:
        """The object of the verb where the content begins with it."""
        known = saying_words()
        content = _content_at(gap, statement)
        if (
            content is None
            or self._view[start:gap].strip()
            or form not in known.with_object | known.with_listener
        ):
            return None
        end = min(content.end, start + _REACH)
        listener = self._reader.listener(start, end, checked=form not in known.with_object)
        return listener if listener and _CLAUSE.match(self._view, listener.end, end) else None

    def _is_unsourced(self, statement: Attribution, end: int) -> bool:
        """Whether nobody is named who asks, or is named with "by"."""
        return not statement.source or self._view.startswith(" by", end)

    def _asked(self, statement: Attribution, verb: int) -> Span | None:
        """Who was asked: "Asked whether …, the minister said", "The minister, asked whether …, said"."""
        sentence = self._sentences.around(verb)
        if sentence is None:
            return None
        comma = re.search(r",\s*$", self._view[sentence.start : verb])
        if comma:
            end = sentence.start + comma.start()
            before = [one for one in self._sources.before(verb, 2) if one.end == end]
            return before[-1] if before else self._subject(statement, end)
        last = max((one.end for one in statement.content if one.end <= sentence.end), default=verb)
        follow = self._sources.starting_in(Span(last, max(last, sentence.end)))
        if follow:
            return follow[0]
        comma = re.match(r"\s*,\s*", self._view[last : sentence.end])
        return self._reader.listener(last + comma.end(), sentence.end, checked=True) if comma else None

    def _behind_object(self, form: str, start: int, zones: Zones) -> Span | None:
        """Who follows the object of the verb: "confirmed it to reporters", "discussed it with us"."""
        known = saying_words()
        end = self._end_of_clause(start)
        if form in known.with_companion:
            framed = (
                _FRAMED_WITH.match(self._view, zones.frame.start, zones.frame.end) if zones.frame else None
            )
            if framed and zones.frame:
                return self._reader.listener(framed.end(), zones.frame.end, checked=True)
            found = (
                self._reader.listener(opener.end(), end, checked=True)
                for opener in _WITH.finditer(self._view, start, end)
                if not self._view.count('"', start, opener.start()) % 2
            )
            return next(filter(None, found), None)
        opener = (
            {True: _TO, False: _FROM}.get(form in known.with_object_to)
            if form in known.with_object_to | known.with_from
            else None
        )
        if opener is None:
            return None
        about = _ABOUT.match(self._view, start, end)
        thing = self._reader.phrase(about.end() if about else start, end)
        match = opener.match(self._view, thing.span.end, end) if thing else None
        return self._reader.listener(match.end(), end, checked=True) if match else None

    def _subject(self, statement: Attribution, verb: int) -> Span | None:
        """The subject of a passive verb, if that is not who speaks."""
        sentence = self._sentences.around(verb - 1)
        low = max(sentence.start if sentence else 0, verb - _REACH)
        auxiliaries = _AUXILIARIES.search(self._view, low, verb)
        end = auxiliaries.start() if auxiliaries else verb
        starts = [match.end() for match in _CLAUSE_START.finditer(self._view, low, end)]
        subject = self._reader.subject(starts[-1] if starts else low, end)
        if subject is None or any(subject.overlaps(source) for source in statement.source):
            return None
        return subject

    def _end_of_clause(self, start: int) -> int:
        sentence = self._sentences.around(start)
        end = min(sentence.end if sentence else start, start + _REACH)
        stop = _STOP.search(self._view, start, end)
        return stop.start() if stop else end


def is_telling(cue: str) -> bool:
    """Whether the verb of `cue` is one of telling, rather than of asking or of a conversation."""
    known = saying_words()
    return any(word in known.with_object | known.with_to for word in cue.lower().split())


def _content_at(position: int, statement: Attribution) -> Span | None:
    return next((one for one in statement.content if one.start == position), None)


@clears_with_data
@cache
def _verbs() -> re.Pattern[str]:
    """Verbs that say or let expect to whom; those of two words before those of one."""
    known = saying_words()
    forms = known.with_object | known.with_listener | known.with_to | known.with_companion
    forms |= known.with_object_to | known.with_from
    longest_first = sorted(forms, key=lambda form: (-form.count(" "), -len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
