"""Sentences that say who concluded an agreement: "In 1993, Italy and Malta agreed in Rome to …"."""

import re
from collections.abc import Iterator

from kg.language.dates import Dates
from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon
from kg.model import Span
from kg.resolve.agreements.lead import Detail
from kg.resolve.agreements.parties import NAME
from kg.resolve.agreements.references import Reference
from kg.text.text import Text

_AGREED = re.compile(r"\bagreed\b(?! (?:with|that)\b)")
# Who agreed: a list of names right before the verb, perhaps with a clause about them.
_PARTIES = re.compile(
    rf"({NAME}(?:, {NAME})*,? and {NAME})(?:, (?:which|who)\b[^,]{{1,120}},)?"
    r"(?: (?:have|had|also|finally))*\s+$"
)
# "The estimates for France and Italy agreed"
_GOVERNED = re.compile(r"\b(?:about|at|by|for|from|in|of|on|to|with|between)\s+$")
_IN = re.compile(r"[^.;:\"]{0,40}?\bin (?:the )?([A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?)")
_PURPOSE = re.compile(r"\s+(?:to|on)\s+([^.;:\"\n]{1,80})")
_BEFORE, _BEHIND = 300, 60


def find_conclusions(
    text: Text, dates: Dates, sentence: Span, places: set[str], given: set[str]
) -> Iterator[Reference]:
    """Each verb in the sentence that says that parties agreed, with parties, date and place.

    `given` are the words of the names of people in the text, who are no parties ("Georgia and Jordan").
    """
    view = text.view
    for match in _AGREED.finditer(view, sentence.start, sentence.end):
        start = max(sentence.start, match.start() - _BEFORE)
        listed = _PARTIES.search(view, start, match.start())
        parties = _parties(view, listed) if listed else []
        if listed is None or len(parties) < 2 or _GOVERNED.search(view, start, listed.start()):
            continue
        if any(set(words_of(party.span.of(view))) & given for party in parties):
            continue
        end = min(sentence.end, match.end() + _BEHIND)
        place = _place(view, match.end(), end, places)
        date = _date(dates, match.end(), end) or _date(dates, start, listed.start(), last=True)
        details = [*parties, *place, *([date] if date else [])]
        # The words that give place and date belong to the mention.
        last = max(
            [match.end(), *(detail.span.end for detail in details if detail.span.start > match.start())]
        )
        purpose = _PURPOSE.match(view, last, sentence.end)
        yield Reference(
            span=Span(match.start(), last),
            kind=None,
            head="agreement",
            details=tuple(details),
            subject=tuple(map(fold, words_of(purpose.group(1)))) if purpose else (),
        )


def _parties(view: str, listed: re.Match[str]) -> list[Detail]:
    names = re.finditer(NAME, view[listed.start(1) : listed.end(1)])
    spans = [Span(listed.start(1) + name.start(), listed.start(1) + name.end()) for name in names]
    named = ((span.of(view).removeprefix("the "), span) for span in spans)
    countries = lexicon().countries
    return [Detail("party", countries[name].name, span) for name, span in named if name in countries]


def _place(view: str, start: int, end: int, places: set[str]) -> list[Detail]:
    match = _IN.match(view, start, end)
    if match is None:
        return []
    bare = match.group(1) if match.group(1) in places else match.group(1).split()[0]
    return [Detail("place", bare, Span(match.start(1), match.start(1) + len(bare)))] if bare in places else []


def _date(dates: Dates, start: int, end: int, *, last: bool = False) -> Detail | None:
    """The first or the last date from `start` to `end` that is written out."""
    found = dates.inside(Span(start, end)) if start < end else ()
    details = [Detail("date", date.written.iso, date.core) for date in found if date.written]
    return details[-1 if last else 0] if details else None
