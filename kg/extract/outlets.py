"""The outlet that asks in an interview: the one that a label abbreviates ("WN"), or that met who answers."""

import re

from kg.model import Name
from kg.text.text import Text
from kg.text.written import without_fillers

# "The Courier spoke to Dana Holt", "Wikinews caught up with …".
_MEETS = re.compile(
    r"(?:'s [A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*)?,? (?:(?:has|have|had|recently|also|exclusively|first) )*"
    r"(?:spoke|spoken|talked|sat down|caught up|met|chatted|interviews|interviewed|asks|asked|questioned"
    r"|reached out|talks|speaks)\b"
)
# "Dana Holt told the Courier", "in an interview with Wikinews".
_IS_MET = re.compile(
    r"(?:\b(?:told|tells) |\bWith "
    r"|\b(?:spoke|talked|talks|speaks|sat down|answered|discuss\w*|interview)\b[^.\n]{0,80} (?:to|with) )"
    r"(?:the |The )?$"
)
_REACH = 110
_FEWEST_LETTERS = 2


def abbreviated(label: str, names: list[Name], text: Text) -> Name | None:
    """The first mention of the organisation among `names` that `label` abbreviates, if only one fits.

    The letters of the label are the initials of the name ("AP": Associated Press), or else its capitals
    ("HP": HuffPost), or else stand in it in order ("WN": Wikinews).
    """
    letters = label.replace(".", "")
    if len(letters) < _FEWEST_LETTERS:
        return None
    organisations = _organisations(names, text)
    for fits in (_has_initials, _has_capitals, _has_in_order):
        fitting = [name for name in organisations if fits(letters, name)]
        if fitting:
            return organisations[fitting[0]] if len(fitting) == 1 else None
    return None


def interviewing(names: list[Name], before: int, text: Text) -> Name | None:
    """The organisation that asks, by the words around its name before `before`; None if several do."""
    asking: dict[str, Name] = {}
    for name in names:
        if name.kind == "organisation" and name.span.end <= before and _asks(name, text):
            asking.setdefault(_bare(name, text), name)
    return next(iter(asking.values())) if len(asking) == 1 else None


def _asks(name: Name, text: Text) -> bool:
    start = max(0, name.span.start - _REACH)
    return bool(_MEETS.match(text.view, name.span.end) or _IS_MET.search(text.view[start : name.span.start]))


def _organisations(names: list[Name], text: Text) -> dict[str, Name]:
    """The first mention of each organisation, by its name without an article."""
    found: dict[str, Name] = {}
    for name in sorted(names):
        if name.kind == "organisation" and (bare := _bare(name, text)):
            found.setdefault(bare, name)
    return found


def _bare(name: Name, text: Text) -> str:
    words = " ".join(without_fillers(name.span.of(text.written)).split())
    return re.sub(r"^[Tt]he ", "", words)


def _has_initials(letters: str, name: str) -> bool:
    words = name.split()
    return len(words) > 1 and letters == "".join(word[0] for word in words if word[0].isupper())


def _has_capitals(letters: str, name: str) -> bool:
    return name != letters and letters == "".join(letter for letter in name if letter.isupper())


def _has_in_order(letters: str, name: str) -> bool:
    """Whether the one word `name` begins with the first letter and has the others behind it."""
    rest = iter(name.upper())
    is_word = " " not in name and not name.isupper()
    return is_word and name[0] == letters[0] and all(letter in rest for letter in letters)
