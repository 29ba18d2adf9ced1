"""Names compared and turned into identifiers: case, accents and marks apart."""

import re

from anyascii import anyascii

from kg.language.lexicon import singular

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
POSSESSIVE = re.compile(r"['’]s?$")


def fold(text: str) -> str:
    """Lower case, without accents, white space single: what names are compared by."""
    return " ".join((text if text.isascii() else anyascii(text)).lower().split())


def search_form(text: str) -> str:
    """What words are searched in: folded singulars between spaces, so " deal " finds "deals"."""
    return f" {' '.join(singular(fold(word)) for word in words_of(text))} "


def slug(text: str) -> str:
    """An identifier of the name: folded words joined by hyphens; "" for a name without letters."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", fold(text))))


def words_of(text: str) -> list[str]:
    """Words of a phrase as written, possessive endings and punctuation left out."""
    bare = (POSSESSIVE.sub("", word) for word in WORD.findall(text))
    return [word if "." in word[:-1] else word.rstrip(".") for word in bare]
