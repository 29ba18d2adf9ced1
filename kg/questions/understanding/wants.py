"""What a question wants, by how it begins and by signs anywhere in it."""

from collections.abc import Sequence
from enum import StrEnum

from kg.questions.understanding.ask_words import AskWords, ask_words
from kg.questions.understanding.question_tokens import Token, phrase_at, phrase_in, plainer, stems_at


class Want(StrEnum):
    """What is wanted; the value is what the reading of a question calls it."""

    STATEMENTS = "statements"
    UNSAID = "what was not said"
    DENIED = "denials"
    TOLD = "to whom it was said"
    THROUGH = "through what or where it was said"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    COUNT = "how many statements"
    WHY = "why"
    YES_NO = "yes or no"
    WHO_IS = "who somebody is"
    WHO_HOLDS = "who holds an office"
    ARTICLES = "articles"
    CONTENTS = "statements of an article"
    AGREEMENTS = "agreements"
    SPEAKERS = "who speaks"
    COMPARE = "a comparison"
    DISAGREE = "who disagrees"
    CHANGE = "changes of position"
    LATEST = "the latest statements"
    EARLIEST = "the earliest statements"
    ECHOES = "statements that several articles report"
    POSITIONS = "positions"
    DEEDS = "who did what to whom"


# What goes on after "who was X talking to".
_AFTER_LISTENER = frozenset({"when", "as", "while", "about", "in", "on"})
_EACH = frozenset({"differ", "compare", "each"})
_NEWS = frozenset({"what", "whats", "is", "new", "news", "the", "latest", "any", "today"})
_BY_OPENING = {
    "when": Want.WHEN,
    "where": Want.WHERE,
    "how_many": Want.HOW_MANY,
    "why": Want.WHY,
    "to_whom": Want.TOLD,
    "through": Want.THROUGH,
    "articles": Want.ARTICLES,
    "agreements": Want.AGREEMENTS,
    "speakers": Want.SPEAKERS,
}
# A noun may tell more closely what is wanted: "to which broadcaster did …", "in what sort of paper is …".
_OF_A_KIND = frozenset({"to_whom", "through"})
_LONGEST_KIND = 4
_BY_SIGN = {
    "who_is": Want.WHO_IS,
    "how_many": Want.HOW_MANY,
    "disagree": Want.DISAGREE,
    "latest": Want.LATEST,
    "earliest": Want.EARLIEST,
    "echoes": Want.ECHOES,
}


def without_opening(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` without what is no part of a question ("please tell me", "in the first place")."""
    words = ask_words()
    left = list(tokens)
    while place := phrase_in(left, words.fillers):
        left = [*left[: place[0]], *left[place[1] :]]
    while left and (size := phrase_at(left, 0, words.openings)) and size < len(left):
        left = left[size:]
    return left


def find_want(tokens: Sequence[Token]) -> tuple[Want | None, list[Token]]:
    """What is wanted, and the words without those that say so.

    None if only the verb and the names tell it.
    """
    words = ask_words()
    if {one.low for one in tokens} & {"new", "news", "latest"} and all(one.low in _NEWS for one in tokens):
        return Want.LATEST, []
    told = _without_listener(tokens, words)
    if told is not None:
        return Want.TOLD, told
    published = _published(tokens, words)
    if published is not None:
        return Want.THROUGH, published
    compared = _compared(tokens, words)
    if compared is not None:
        return Want.COMPARE, compared
    found = [(size, name) for name, phrases in words.wants.items() if (size := phrase_at(tokens, 0, phrases))]
    for size, name in sorted(found, reverse=True):
        if name in _BY_OPENING and _fits(name, tokens, size):
            rest = tokens[size:] if name not in _OF_A_KIND else _without_kind(tokens[size:], words)
            return _BY_OPENING[name], list(rest)
    changed = stems_at(tokens, words.signs["change"])
    if changed and _is_of_position(tokens, words):
        return Want.CHANGE, [*tokens[: changed[0]], *tokens[changed[1] :]]
    for name, want in _BY_SIGN.items():
        place = stems_at(tokens, words.signs[name])
        if place and _sign_fits(want, tokens, place):
            kept = [one for one in tokens[place[0] : place[1]] if one.low in ("death", "toll")]
            return want, [*tokens[: place[0]], *kept, *tokens[place[1] :]]
    return None, list(tokens)


def _without_kind(tokens: Sequence[Token], words: AskWords) -> Sequence[Token]:
    """`tokens` from their first auxiliary on, if at most four other words stand before it."""
    for at, one in enumerate(tokens[: _LONGEST_KIND + 1]):
        if one.low in words.auxiliaries:
            return tokens[at:]
    return tokens


def _published(tokens: Sequence[Token], words: AskWords) -> list[Token] | None:
    """ "how did X put out …" as "did X say …", "how did … get out" without its verb; None for others."""
    if len(tokens) < 2 or tokens[0].low != "how" or tokens[1].low not in words.auxiliaries:
        return None
    place = stems_at(tokens, words.signs["published"])
    if place is None:
        return None
    says = ("say",) if place[1] < len(tokens) else ()
    return plainer(tokens, *place, says)[1:]


def _without_listener(tokens: Sequence[Token], words: AskWords) -> list[Token] | None:
    """The words of a question for a listener without those that stand for them; None if it is none.

    “Which broadcaster did X speak to”, “who was X talking to when …”, “X spoke to which channel”.
    """
    lows = [one.low for one in tokens]
    for at, low in enumerate(lows[:-1]):
        if low in ("to", "with") and lows[at + 1] in ("which", "what", "whom", "who") and at > 0:
            return [*tokens[:at]] if any(one.stem in words.say | words.tell for one in tokens[:at]) else None
    if not tokens or lows[0] not in ("who", "whom", "which", "what"):
        return None
    helped = next((at for at, low in enumerate(lows[:4]) if at and low in words.auxiliaries), 0)
    ends = [
        at
        for at, low in enumerate(lows)
        if low in ("to", "with") and (at + 1 == len(lows) or lows[at + 1] in _AFTER_LISTENER)
    ]
    for at in ends:
        if (
            helped
            and at > helped + 1
            and any(one.stem in words.say | words.tell for one in tokens[helped:at])
        ):
            return [*tokens[helped:at], *tokens[at + 1 :]]
    return None


def _fits(name: str, tokens: Sequence[Token], size: int) -> bool:
    """Whether the words at the beginning mean what they can mean."""
    words = ask_words()
    rest = tokens[size:]
    if name == "to_whom":
        # "whom did X tell", "who did X talk to"; "whom did X threaten" asks for positions.
        ends_in_to = bool(rest) and rest[-1].low in ("to", "with")
        return tokens[0].low == "to" or ends_in_to or any(one.stem in words.tell for one in rest)
    if name == "speakers":
        return not [one for one in rest if one.low not in words.stops]
    if name == "where" and tokens[0].low == "where":
        return not any(one.stem in words.stances for one in rest)
    return True


def _sign_fits(want: Want, tokens: Sequence[Token], place: tuple[int, int]) -> bool:
    """“new” is a sign of the latest only at the beginning of what is asked for."""
    word = tokens[place[0]].low
    if want is Want.HOW_MANY and tokens[0].low in ("who", "which", "whose"):
        # "Who says that the army hides how many died" asks for no number.
        return word != "how" or place[0] <= _LONGEST_KIND - 1
    if want is Want.WHO_IS:
        return tokens[0].low in ("what", "whats", "who", "which") or (
            place[0] > 0 and tokens[place[0] - 1].owns
        )
    if want is Want.DISAGREE and word.startswith("different"):
        return False
    if word in ("new", "recent", "divided", "repeated", "dispute", "conflicting"):
        return (
            want is Want.LATEST
            and place[0] < 3
            and place[1] < len(tokens)
            and (tokens[place[1]].stem in ask_words().sayings or tokens[place[1]].low == "news")
        )
    return True


def _is_of_position(tokens: Sequence[Token], words: AskWords) -> bool:
    """Whether somebody changes, and no thing: "who changed", "X's position changed", "changed his mind"."""
    lows = {one.low for one in tokens}
    return bool({one.stem for one in tokens} & words.stances or lows & {"who"})


def _compared(tokens: Sequence[Token], words: AskWords) -> list[Token] | None:
    """The words of a comparison of two without those that say so; None if it is none."""
    size = phrase_at(tokens, 0, words.wants["compare"])
    if size and ("and" in [one.low for one in tokens[size:]] or phrase_in(tokens, words.signs["versus"])):
        lows = [one.low for one in tokens[:size]]
        if lows in (["how", "do"], ["how", "does"]) and not any(one.low in _EACH for one in tokens):
            return None
        return [one for one in tokens[size:] if one.low not in _EACH]
    versus = phrase_in(tokens, words.signs["versus"])
    return list(tokens) if versus and versus[0] > 0 else None
