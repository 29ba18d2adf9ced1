"""Names compared and turned into identifiers: accents folded, titles and particles apart."""

import re
from functools import lru_cache

from anyascii import anyascii

from kg.resolution.lexicon import lexicon, singular

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
# A name between given name and surname that is in quotation marks: what friends say.
_QUOTED = re.compile(r"""(?<=\s)["“”'‘][^"“”'‘’\s]+["“”'’](?=\s)|["“”]""")
_EDGES = re.compile(r"^\W+|[^\w)]+$")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "la", "van", "von", "der", "den", "di", "da", "dos", "du"}
)


def fold(text: str) -> str:
    """Lower case, without accents, white space single: what names are compared by."""
    return " ".join((text if text.isascii() else anyascii(text)).lower().split())


def folded_view(text: str) -> str:
    """`text` folded character by character, so that every offset stays."""
    return "".join(map(_fold_character, text.lower() if text.isascii() else text))


@lru_cache(maxsize=10_000)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    return (anyascii(character).lower() or " ")[0]


def search_form(text: str) -> str:
    """What words are searched in: folded singulars between spaces, so " deal " finds "deals"."""
    return f" {' '.join(singular(fold(word)) for word in words_of(text))} "


def slug(text: str) -> str:
    """An identifier of the name: folded words joined by hyphens; "" for a name without letters."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", fold(text))))


def bare_name(name: str) -> str:
    """A person's name without titles before it and a possessive ending."""
    words = _POSSESSIVE.sub("", _QUOTED.sub(" ", name).strip()).split()
    titles = lexicon().titles
    while len(words) > 1 and words[0].lower().rstrip(".") in titles:
        words.pop(0)
    return _EDGES.sub("", " ".join(words))


@lru_cache(maxsize=100_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Folded words of a name without particles and initials, "jr" last: ("angela", "merkel")."""
    words = tuple(piece for word in _folded_words(name) for piece in word.split("-"))
    kept = tuple(word for word in words if len(word) > 1)
    return kept or words


def surname(name: str) -> str:
    """The last of the name's parts that is no "jr"."""
    parts = name_parts(name)
    return next((part for part in reversed(parts) if part not in SUFFIXES), "".join(parts[-1:]))


def same_person(one: str, other: str) -> bool:
    """Whether two full names can be one person's: surnames equal, given names not in conflict.

    A middle name, or the first of several given names, may be missing, and a given name may be
    short ("Joe" for "Joseph"). One word alone is compared by `is_surname_of`, never here.
    """
    if _initials(one) and _initials(other) and _initials(one) != _initials(other):
        return False
    first, second = sorted((name_parts(one), name_parts(other)), key=len)
    if len(first) < 2:
        return first == second
    if first[-1] != second[-1] or (first[-1] in SUFFIXES and len(first) < 3):
        return False
    if second[-len(first) :] == first:
        return True
    # What stands between given name and surname may be left out, but not be another's.
    middle = iter(second[1:-1])
    return _formal(first[0]) == _formal(second[0]) and all(word in middle for word in first[1:-1])


@lru_cache(maxsize=100_000)
def person_id(name: str) -> str:
    """The identifier of a person of this name: given name, unabridged, surname and "jr".

    What people and newspapers leave out at will is no part of it: middle names, one middle initial,
    particles. So it is the same wherever the name was read: `joseph-biden` is "Joe Biden" and
    "Joseph R. Biden". A name of one word ends in `-person`, to tell it from a place or a firm.
    """
    words = _folded_words(name)
    core = [word for word in words if word not in SUFFIXES]
    suffix = [word for word in words if word in SUFFIXES]
    if len(core) < 2:
        return slug("-".join((*core, *suffix, "person"))) if core else ""
    initials = [word for word in core[:-1] if len(word) == 1]
    given = next((word for word in core[:-1] if len(word) > 1), None)
    before = [] if given is None else [_formal(given)]
    kept = initials if given is None or len(initials) > 1 else []
    return slug("-".join((*before, *kept, core[-1], *suffix)))


def full_person_id(name: str) -> str:
    """The identifier where another person's name differs in the middle only: nothing is left out."""
    return slug("-".join(_folded_words(name)))


def _folded_words(name: str) -> tuple[str, ...]:
    """Folded words and single initials of a name, hyphens kept, particles left out where others remain."""
    words = [piece for word in _WORD.findall(bare_name(name)) for piece in fold(word).split(".") if piece]
    pieces = ("-".join(one for one in word.split("-") if one not in _PARTICLES) for word in words)
    return tuple(word for word in pieces if word) or tuple(words)


def _initials(name: str) -> set[str]:
    return {word for word in _folded_words(name)[1:] if len(word) == 1}


def _formal(given: str) -> str:
    """The unabridged form of a given name, itself where it is none that is known."""
    return lexicon().nicknames.get(given, given)


def is_surname_of(short: str, full: str) -> bool:
    """Whether `short` is the surname, one word or more, of the longer name `full` ("García Márquez")."""
    parts, whole = name_parts(short), name_parts(full)
    if whole[-1:] and whole[-1] in SUFFIXES and parts[-1:] != whole[-1:]:
        whole = whole[:-1]
    return 0 < len(parts) < len(whole) and whole[-len(parts) :] == parts


def words_of(text: str) -> list[str]:
    """Words of a phrase as written, possessive endings and punctuation left out."""
    bare = (_POSSESSIVE.sub("", word) for word in _WORD.findall(text))
    return [word if "." in word[:-1] else word.rstrip(".") for word in bare]
