"""How far an agreement has got, as the words beside a mention tell: in force, proposed, ended."""

import re
from collections.abc import Iterable

from kg.language.agreement_words import agreement_words
from kg.model import STATUSES, Span

UNDER_WAY = frozenset({"proposed", "under negotiation"})
_DONE = frozenset({"ended", "in force"})
# What would, could or must be done, or has not been, before the phrase that tells a status.
_NOT_DONE = re.compile(
    r"(?:\b(?:can|cannot|could|if|may|might|must|never|no|nor|not|shall|should|to|unless|until|will|without|would)|n['’]t)"
    r"(?:\s+(?:be|been|even|ever|have|has|it|that|they|yet|we|you|he|she)){0,3}\s*$",
    re.IGNORECASE,
)
_NO = re.compile(r"\bno\s*$", re.IGNORECASE)
_REACH = 60


def read_status(
    view: str, words: Iterable[tuple[str, Span]], start: int, ends: tuple[int, ...], sentence: Span
) -> tuple[str, Span] | None:
    """The status that the words beside a mention tell, and these words; None if they tell none.

    `words` are those before its head, `start` is where they begin, and one of `ends` is where it ends: behind
    its head, or behind what it is on.
    """
    known = agreement_words().status
    for word, span in words:
        for status, told in known.items():
            if word in told.modifiers:
                return status, span
    before, behind = _before(view, start, sentence), _behind(view, start, ends, sentence)
    # Where talks on a deal collapse, there was none that ended.
    was_none = before and before[0] not in _DONE and behind and behind[0] == "ended"
    return behind if behind and behind[0] in _DONE and not was_none else before or behind


def farthest(statuses: Iterable[str]) -> str | None:
    """What is meant where several are told: the agreement has got that far."""
    told = set(statuses)
    return next((status for status in STATUSES if status in told), None)


def _before(view: str, start: int, sentence: Span) -> tuple[str, Span] | None:
    left = view[max(sentence.start, start - _REACH) : start]
    for status, told in agreement_words().status.items():
        if match := told.before.search(left):
            span = Span(start - len(left) + match.start(), start)
            if status not in _DONE or not (
                _NOT_DONE.search(left[: match.start()]) or _is_none(match.group())
            ):
                return status, span
            # What has not been ended may be anything; what has not been signed is still being made.
            return ("under negotiation", span) if status == "in force" else None
    return None


def _behind(view: str, start: int, ends: tuple[int, ...], sentence: Span) -> tuple[str, Span] | None:
    for end in ends:
        for status, told in agreement_words().status.items():
            match = told.behind.match(view, end, sentence.end)
            if match:
                is_none = _NO.search(view, max(sentence.start, start - _REACH), start)
                undone = status == "in force" and is_none
                return ("under negotiation" if undone else status), Span(end, match.end())
    return None


def _is_none(words: str) -> bool:
    """Whether what stands before an agreement says that there is none ("reached no")."""
    return words.split()[-1].lower() == "no"
