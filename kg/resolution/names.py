"""Names compared and turned into identifiers: accents folded, titles and particles apart."""

import re
from functools import lru_cache

from anyascii import anyascii

from kg.resolution.lexicon import lexicon, singular

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "la", "van", "von", "der", "den", "di", "da", "dos", "du"}
)


def fold(text: str) -> str:
    """Lower case, without accents, white space single: what names are compared by."""
    return " ".join(anyascii(text).lower().split())


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
    words = _POSSESSIVE.sub("", name.strip()).split()
    titles = lexicon().titles
    while len(words) > 1 and words[0].lower().rstrip(".") in titles:
        words.pop(0)
    return " ".join(words).strip(' ,.;:"“”()')


@lru_cache(maxsize=100_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Folded words of a name without particles and initials, "jr" last: ("angela", "merkel")."""
    words = _folded_words(name)
    kept = tuple(word for word in words if word not in _PARTICLES and len(word) > 1)
    return kept or words


def _folded_words(name: str) -> tuple[str, ...]:
    bare = _WORD.findall(fold(bare_name(name)))
    return tuple(part for word in bare for part in word.strip(".").replace(".", "-").split("-") if part)


def _initials(name: str) -> set[str]:
    return {word for word in _folded_words(name)[1:] if len(word) == 1}


def same_person(one: str, other: str) -> bool:
    """Whether two full names can be one person's: surnames equal, given names not in conflict.

    A middle name, or the first of several given names, may be missing. One word alone is
    compared by `is_surname_of`, never here.
    """
    if _initials(one) and _initials(other) and _initials(one) != _initials(other):
        return False
    first, second = sorted((name_parts(one), name_parts(other)), key=len)
    if len(first) < 2:
        return first == second
    return first[-1] == second[-1] and (first[0] == second[0] or second[-len(first) :] == first)


def person_id(name: str) -> str:
    """The identifier of a person of this name: its words without particles."""
    return slug(" ".join(word for word in _folded_words(name) if word not in _PARTICLES))


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
