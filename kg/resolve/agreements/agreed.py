"""Sentences that tell how an agreement was made: "In 1993, Italy and Malta agreed in Rome to …"."""

import re
from collections.abc import Iterator

from kg.language.lexicon import lexicon
from kg.model import Span
from kg.resolve.agreements.references import NAME, Reference, Told, country_name
from kg.resolve.agreements.written_dates import find_dates

_AGREED = re.compile(r"\b(?:agreed|held (?:talks|meetings|negotiations))\b(?! (?:with|that)\b)")
# Who agreed: a list of names right before the verb, perhaps with a clause about them.
_PARTIES = re.compile(
    rf"({NAME}(?:, {NAME})*,? and {NAME})(?:, (?:which|who)\b[^,]{{1,120}},)?"
    r"(?: (?:have|had|also|finally))*\s+$"
)
_IN = re.compile(r"[^.;:\"“]{0,40}?\bin (?:the )?([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?)")
_BEFORE, _BEHIND = 300, 60


def find_makings(text: str, sentence: Span, places: set[str]) -> Iterator[Reference]:
    """Each making of an agreement in the sentence, with its parties and the date or place that it tells."""
    for match in _AGREED.finditer(text, sentence.start, sentence.end):
        start = max(sentence.start, match.start() - _BEFORE)
        listed = _PARTIES.search(text, start, match.start())
        parties = _parties(text, listed) if listed else []
        if listed is None or len(parties) < 2:
            continue
        end = min(sentence.end, match.end() + _BEHIND)
        told = [
            *parties,
            *_place(text, match.end(), end, places),
            *_date(text, start, listed.start(), match, end),
        ]
        # The words that tell where and when belong to the mention.
        behind = [one.span.end for one in told if one.kind != "party" and one.span.start > match.start()]
        yield Reference(
            span=Span(match.start(), max([match.end(), *behind])),
            kind=None,
            head="agreement" if match.group() == "agreed" else "talks",
            plural=False,
            definite=False,
            name=None,
            told=tuple(told),
        )


def _parties(text: str, listed: re.Match[str]) -> list[Told]:
    names = re.finditer(NAME, text[listed.start(1) : listed.end(1)])
    spans = [Span(listed.start(1) + name.start(), listed.start(1) + name.end()) for name in names]
    named = ((span.of(text).removeprefix("the "), span) for span in spans)
    return [Told("party", country_name(name), span) for name, span in named if name in lexicon().countries]


def _place(text: str, start: int, end: int, places: set[str]) -> list[Told]:
    match = _IN.match(text, start, end)
    if match is None:
        return []
    name = match.group(1)
    bare = name if name in places else name.split()[0]
    return [Told("place", bare, Span(match.start(1), match.start(1) + len(bare)))] if bare in places else []


def _date(text: str, start: int, listed: int, verb: re.Match[str], end: int) -> list[Told]:
    """The date behind the verb, else before the parties ("In September 2018, …")."""
    dates = [*find_dates(text, verb.end(), end), *reversed(list(find_dates(text, start, listed)))]
    return [Told("date", date, span) for span, date in dates[:1]]
