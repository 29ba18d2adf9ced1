"""What given names say of gender.

`kg/data/given_names.csv` holds the given names of the 1990 census of the United States (public domain; as the
PyPI package `names` carries them) that are of one gender in at least 95 % of their bearers. A name missing
from one gender's list is counted as a quarter to a half of that list's least share, and must then reach 80 %.
"""

from functools import cache

from kg.data import clears_with_data, read_csv
from kg.language.folding import fold
from kg.language.personal_names import name_parts


def given_gender(name: str) -> str | None:
    """ "male" or "female" where the full name's given name is one of one gender, else None."""
    parts = name_parts(name)
    return _genders().get(parts[0]) if len(parts) > 1 else None


def is_given_name(word: str) -> bool:
    """Whether `word` is a given name of one gender: "Ann", not "Fuentes"."""
    return fold(word) in _genders()


@clears_with_data
@cache
def _genders() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_csv("given_names.csv")}
