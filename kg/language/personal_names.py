"""The names of people compared and turned into identifiers: titles, particles and short forms apart."""

import re
from functools import lru_cache
from itertools import takewhile

from kg.data import clears_with_data
from kg.language.folding import POSSESSIVE, WORD, fold, slug
from kg.language.lexicon import lexicon

# A name between given name and surname that is in quotation marks: what friends say.
_QUOTED = re.compile(r"""(?<=\s)["“”'‘][^"“”'‘’\s]+["“”'’](?=\s)|["“”]""")
_GIVEN_HYPHENATED = re.compile(r"\w+-[a-z]+")
_EDGES = re.compile(r"^\W+|[^\w)]+$")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "de",
        "la",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "du",
        "le",
        "del",
        "della",
    }
    | {"ter", "ten", "zu", "las", "los", "das"}
)


def bare_name(name: str) -> str:
    """A person's name without titles before it, degrees behind it and a possessive ending."""
    words = POSSESSIVE.sub("", _QUOTED.sub(" ", name).strip()).split()
    behind = lexicon().postnominals
    while len(words) > 1 and is_title(words[0]):
        words.pop(0)
    while len(words) > 1 and re.sub(r"\W", "", words[-1]).lower() in behind:
        words.pop()
    return _EDGES.sub("", " ".join(words))


def is_title(word: str) -> bool:
    """Whether `word` is a title before names; some are only with their full stop ("Del.")."""
    low, titles = word.lower(), lexicon().titles
    return low in titles or low.rstrip(".") in titles


@clears_with_data
@lru_cache(maxsize=10_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Folded words of a name without particles and initials, "jr" last: ("angela", "merkel")."""
    words = tuple(piece for word in _folded_words(name) for piece in word.split("-"))
    kept = tuple(word for word in words if len(word) > 1)
    return kept or words


def is_full_name(name: str) -> bool:
    """Whether the name has two words at least that are no initial and no "Jr."; "Jong-un" is one."""
    return sum(len(word) > 1 and word not in _SUFFIXES for word in _folded_words(name)) > 1


def may_be_surname(name: str) -> bool:
    """Whether the name can be a surname: one word, or one with a particle ("Van Hollen").

    Not what follows a title that stands with given names: "King Salman", "Pope Francis"; nor a Korean
    given name, "Geun-hye".
    """
    if has_royal_title(name):
        return False
    if _GIVEN_HYPHENATED.fullmatch(bare_name(name)):
        return False
    return not is_full_name(name) or _raw_words(name)[0] in PARTICLES


def is_bare_surname(name: str) -> bool:
    """Whether nothing is in the name but one word and particles: "Doe", "de Blasio", not "J. Doe"."""
    return len(_folded_words(name)) == len(name_parts(name)) == 1


def has_royal_title(name: str) -> bool:
    """Whether the name opens with a title that stands with a given name: "Pope Francis"."""
    words = name.split()
    return len(words) > 1 and words[0].lower() in lexicon().royal_titles


def surname(name: str) -> str:
    """The last of the name's parts that is no "jr"."""
    parts = name_parts(name)
    return next((part for part in reversed(parts) if part not in _SUFFIXES), "".join(parts[-1:]))


def has_suffix(name: str) -> bool:
    """Whether the name has a "Jr.", "III" or the like."""
    return not _SUFFIXES.isdisjoint(name_parts(name))


def namesake_keys(name: str) -> list[tuple[str, str]]:
    """Keys of which two full names share one at least, if they can be one person's (`same_person`)."""
    last = surname(name)
    return [(last, _formal(part)) for part in dict.fromkeys(name_parts(name)) if part != last] or [(last, "")]


@clears_with_data
@lru_cache(maxsize=10_000)
def same_person(one: str, other: str) -> bool:
    """Whether two full names can be one person's: surnames equal, given names not in conflict.

    A middle name, or the first of several given names, may be missing, and a given name may be
    short ("Joe" for "Joseph"). One word alone is compared by `is_surname_of`, never here.
    """
    if _initials(one) and _initials(other) and _initials(one) != _initials(other):
        return False
    first, second = sorted((name_parts(one), name_parts(other)), key=len)
    if not (is_full_name(one) and is_full_name(other)):
        return first == second
    if first[-1] != second[-1] or (first[-1] in _SUFFIXES and len(first) < 3):
        return False
    if second[-len(first) :] == first:
        return True
    # What stands between given name and surname may be left out, but not be another's.
    middle = iter(second[1:-1])
    return _formal(first[0]) == _formal(second[0]) and all(word in middle for word in first[1:-1])


@clears_with_data
@lru_cache(maxsize=10_000)
def person_id(name: str) -> str:
    """The identifier of a person of this name: given name, unabridged, surname and "jr".

    What people and newspapers leave out at will is no part of it: middle names, one middle initial,
    particles. So it is the same wherever the name was read: `joseph-biden` is "Joe Biden" and
    "Joseph R. Biden". A name of one word ends in `-person`, to tell it from a place or a firm.
    """
    words = _folded_words(name)
    core = [word for word in words if word not in _SUFFIXES]
    suffix = [word for word in words if word in _SUFFIXES]
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


def is_surname_of(short: str, full: str) -> bool:
    """Whether `short` is the surname, one word or more, of the longer name `full` ("García Márquez").

    Initials before it must be those of `full`: "J. Doe" is Jane Doe, "R. Doe" is not.
    """
    raw, whole = _raw_words(short), _raw_words(full)
    if any(one not in {word[0] for word in whole} for one in _opening_initials(short)):
        return False
    if raw[:1] and raw[0] in PARTICLES and is_full_name(short):
        return len(raw) < len(whole) and whole[-len(raw) :] == raw
    parts, whole = name_parts(short), name_parts(full)
    if whole[-1:] and whole[-1] in _SUFFIXES and parts[-1:] != whole[-1:]:
        whole = whole[:-1]
    return 0 < len(parts) < len(whole) and whole[-len(parts) :] == parts


@clears_with_data
@lru_cache(maxsize=10_000)
def _folded_words(name: str) -> tuple[str, ...]:
    """Folded words and single initials of a name, hyphens kept, particles left out where others remain.

    A particle that opens the name with a capital may be a given name ("Al Gore", "Van Jones"), and stays.
    """
    written = _written(name)
    words = [
        word
        if number == 0 and word[0].isupper() and "-" not in word
        else "-".join(piece for piece in word.split("-") if fold(piece) not in PARTICLES)
        for number, word in enumerate(written)
    ]
    return tuple(fold(word) for word in words if word) or tuple(map(fold, written))


@clears_with_data
@lru_cache(maxsize=10_000)
def _raw_words(name: str) -> tuple[str, ...]:
    """All folded words of the name, particles as well, hyphens apart."""
    return tuple(fold(piece) for word in _written(name) for piece in word.split("-") if piece)


def _written(name: str) -> list[str]:
    return [piece for word in WORD.findall(bare_name(name)) for piece in word.split(".") if piece]


def is_first_surname_of(short: str, full: str) -> bool:
    """Whether `short` is the first of the two surnames that `full` may end with.

    In Spanish names it is the one that people go by: "Fuentes" in "Gabriela Fuentes Salas". Whether it is a
    given name ("Ann" in "Mary Ann Doe") is not known here.
    """
    parts, whole = name_parts(short), _without_suffix(full)
    return len(whole) > 2 and parts == whole[-2:-1]


def second_surname_keys(name: str) -> list[tuple[str, str]]:
    """Keys that `name` shares (`namesake_keys`) with the same person's name without a second surname."""
    parts = _without_suffix(name)
    return [(parts[-2], _formal(part)) for part in parts[:-2]]


def lacks_second_surname(short: str, full: str) -> bool:
    """Whether `full` is `short` and a second surname: "Ricardo Rosselló Nevares" and "Ricardo Rosselló"."""
    parts, whole = _without_suffix(short), _without_suffix(full)
    return len(parts) > 1 and parts == whole[:-1] and not _initials(short) - _initials(full)


def _without_suffix(name: str) -> tuple[str, ...]:
    return tuple(part for part in name_parts(name) if part not in _SUFFIXES)


def _opening_initials(name: str) -> list[str]:
    """The initials before the first longer word of a name, without particles."""
    return list(takewhile(lambda word: len(word) == 1, _folded_words(name)[:-1]))


def _initials(name: str) -> set[str]:
    return {word for word in _folded_words(name)[1:] if len(word) == 1}


def _formal(given: str) -> str:
    """The unabridged form of a given name, itself where it is none that is known."""
    return lexicon().nicknames.get(given, given)
