"""Verbs of the scheme of acts in a question: "threatened", "calls for", "is against"."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.acts.scheme import NO_POSITION, Scheme
from kg.language.folding import fold
from kg.model import Polarity
from kg.questions.understanding.question_tokens import Token, written

# Labels of polarities that are prepositions everywhere but after a form of "be": "who is for a ban".
_PREPOSITIONS = frozenset({"for", "against", "in"})
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class ActPhrase:
    """Words of a question that mean a polarity, or one or several acts."""

    tokens: tuple[Token, ...]
    polarity: Polarity | None
    notations: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words as typed."""
        return written(self.tokens)


def act_at(tokens: Sequence[Token], scheme: Scheme, *, after_be: bool) -> ActPhrase | None:
    """The longest verb of `scheme` at the beginning of `tokens`, or None; `after_be`: after "is", "are"."""
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        part = tuple(tokens[:size])
        if part[0].low in _PREPOSITIONS and not after_be:
            continue
        words = " ".join(one.low for one in part)
        polarity = scheme.polarity_named(words)
        notations = tuple(one for one in scheme.acts_named(words) if scheme.acts[one].root != NO_POSITION)
        if polarity or notations:
            return ActPhrase(part, polarity, notations)
    return None


def act_labels(scheme: Scheme, phrase: ActPhrase) -> frozenset[str]:
    """The folded words for the same acts, by which cues are known."""
    acts = list(phrase.notations)
    if phrase.polarity and not acts:
        acts = [one for one, act in scheme.acts.items() if act.polarity is phrase.polarity]
    return frozenset(fold(label) for one in acts for label in scheme.acts[one].labels)
