"""What the resolver knows about words: countries, offices, organs. Read from `kg/data/`."""

from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_csv, read_toml

_ORGAN_KINDS = ("government", "organisation", "group")


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the names it is called by; `adjective` is what its government is named with."""

    name: str
    adjective: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words, and countries by name. See `kg/data/lexicon.toml`."""

    role_stops: frozenset[str]
    no_nouns: frozenset[str]
    """Words after a name that make it no modifier of theirs ("Doe who", not "Doe campaign")."""
    offices: frozenset[str]
    titles: dict[str, str]
    """Title by what it says: "male", "female" or "other"."""
    numbered_bodies: frozenset[str]
    """Bodies told apart by a number ("101st Brigade")."""
    callings: dict[str, frozenset[str]]
    """Offices by the calling of those who hold them."""
    short_offices: dict[str, str]
    """Offices by their abbreviations, without the full stop."""
    peoples: frozenset[str]
    kin: frozenset[str]
    jurisdictions: frozenset[str]
    """What an office is for, where its place is told: "New York state attorney general"."""
    royal_titles: frozenset[str]
    postnominals: frozenset[str]
    portfolios: dict[str, str]
    """What a ministry is called by, where it is called "Ministry of" something else."""
    organs: dict[str, str]
    """Actor type by head noun."""
    public_or_private_organs: frozenset[str]
    """Heads of organs that firms, clubs and venues have, too."""
    organs_of_places: frozenset[str]
    """Those of them that are public after the name of a place."""
    public_words: frozenset[str]
    """Words beside one of them that make it an organ of a state."""
    game_words: frozenset[str]
    national_organs: frozenset[str]
    forces: frozenset[str]
    rulers: frozenset[str]
    ruler_adjectives: frozenset[str]
    regime_adjectives: frozenset[str]
    """What may stand between a country and "regime" where that is its government."""
    executive: frozenset[str]
    """Offices whose holders speak for a government."""
    spellings: dict[str, str]
    pronouns: dict[str, str]
    """Kind of pronoun by form."""
    denials: frozenset[str]
    """Words of a cue by which a speaker denies what follows."""
    nicknames: dict[str, str]
    """The unabridged given name by its short forms, lower case."""
    countries: dict[str, Country]
    """By name, as written."""
    capitals: dict[str, Country]
    adjectives: dict[str, Country]

    def country_of(self, word: str) -> Country | None:
        """The country that `word` names by name, capital or adjective, or None."""
        return self.countries.get(word) or self.capitals.get(word) or self.adjectives.get(word)


@clears_with_data
@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    table = read_toml("lexicon.toml")
    countries: dict[str, Country] = {}
    capitals: dict[str, Country] = {}
    adjectives: dict[str, Country] = {}
    for row in read_csv("countries.csv"):
        names = row["names"].split(";")
        forms = [form for form in row["adjectives"].split(";") if form]
        country = Country(names[0], forms[0] if forms else names[0])
        countries |= dict.fromkeys(names, country)
        capitals |= dict.fromkeys(row["capitals"].split(";"), country)
        adjectives |= dict.fromkeys(forms, country)
    nicknames = {
        short.lower(): row["name"].lower()
        for row in read_csv("nicknames.csv")
        for short in row["short"].split(";")
    }
    return Lexicon(
        role_stops=frozenset(table["role_stops"]),
        no_nouns=frozenset(table["no_nouns"]),
        offices=frozenset(table["offices"]),
        titles={word: kind for kind, words in table["titles"].items() for word in words},
        numbered_bodies=frozenset(table["numbered_bodies"]),
        callings={calling: frozenset(offices) for calling, offices in table["callings"].items()},
        short_offices=table["short_offices"],
        peoples=frozenset(table["peoples"]),
        kin=frozenset(table["kin"]),
        jurisdictions=frozenset(table["jurisdictions"]),
        royal_titles=frozenset(table["royal_titles"]),
        postnominals=frozenset(table["postnominals"]),
        portfolios=table["portfolios"],
        organs={word: kind for kind in _ORGAN_KINDS for word in table["organs"][kind]},
        public_or_private_organs=frozenset(table["organs"]["public_or_private"]),
        organs_of_places=frozenset(table["organs"]["of_places"]),
        public_words=frozenset(table["organs"]["public_words"]),
        game_words=frozenset(table["game_words"]),
        national_organs=frozenset(table["organs"]["national"]),
        forces=frozenset(table["forces"]),
        rulers=frozenset(table["rulers"]),
        ruler_adjectives=frozenset(table["ruler_adjectives"]),
        regime_adjectives=frozenset(table["regime_adjectives"]),
        executive=frozenset(table["executive"]),
        spellings=table["spellings"],
        pronouns={word: kind for kind, words in table["pronouns"].items() for word in words},
        denials=frozenset(table["denials"]),
        nicknames=nicknames,
        countries=countries,
        capitals=capitals,
        adjectives=adjectives,
    )


def singular(word: str) -> str:
    """A lower-case English noun's singular, roughly: enough to look up a head noun."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
