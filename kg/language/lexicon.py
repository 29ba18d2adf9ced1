"""What the resolver knows about words: countries, offices, organs. Read from `kg/data/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_csv, read_toml

_ORGAN_KINDS = ("government", "organisation", "group")
_COLUMNS = ("names", "capitals", "adjectives", "seats", "context")


@dataclass(frozen=True, slots=True)
class Country:
    """A country with the names it is called by; `adjective` is what its government is named with.

    A name that is a person's or another place's, too, is the country's where the article has a word of
    `context`.
    """

    name: str
    adjective: str
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words, and countries by name. See `kg/data/lexicon.toml`."""

    role_stops: frozenset[str]
    no_nouns: frozenset[str]
    """Words after a name that make it no modifier of theirs ("Doe who", not "Doe campaign")."""
    offices: frozenset[str]
    office_modifiers: frozenset[str]
    """Words before an office that are no name: adjectives, participles, plurals."""
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
    documents: frozenset[str]
    """Nouns for pieces of words that somebody issues ("report", "website")."""
    issuing: frozenset[str]
    """Participles between such a noun and "by"."""
    things: frozenset[str]
    """Nouns for what is no actor, though it may "say" or "show" something."""
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
    """By name, as written; a name that needs it has its article ("the States")."""
    capitals: dict[str, Country]
    adjectives: dict[str, Country]
    seats: dict[str, Country]
    """Streets and palaces whose name stands for the government: "Whitehall"."""

    def country_of(self, word: str) -> Country | None:
        """The country that `word` names by name, capital, seat or adjective, or None."""
        return self.place_of(word) or self.adjectives.get(word)

    def place_of(self, name: str) -> Country | None:
        """The country whose name, capital or seat of government `name` is, or None."""
        return self.countries.get(name) or self.capitals.get(name) or self.seats.get(name)

    def is_city(self, name: str) -> bool:
        """Whether `name` is a capital's and not also its country's ("Singapore")."""
        return name in self.capitals and name not in self.countries and name not in self.adjectives


@clears_with_data
@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    table = read_toml("lexicon.toml")
    countries: dict[str, Country] = {}
    capitals: dict[str, Country] = {}
    adjectives: dict[str, Country] = {}
    seats: dict[str, Country] = {}
    for row in read_csv("countries.csv"):
        names, cities, forms, houses, context = (_listed(row[column]) for column in _COLUMNS)
        country = Country(names[0], forms[0] if forms else names[0], context)
        countries |= dict.fromkeys(names, country)
        capitals |= dict.fromkeys(cities, country)
        adjectives |= dict.fromkeys(forms, country)
        seats |= dict.fromkeys(houses, country)
    nicknames = {
        short.lower(): row["name"].lower()
        for row in read_csv("nicknames.csv")
        for short in row["short"].split(";")
    }
    return Lexicon(
        role_stops=frozenset(table["role_stops"]),
        no_nouns=frozenset(table["no_nouns"]),
        offices=frozenset(table["offices"]),
        office_modifiers=frozenset(table["office_modifiers"]),
        titles={word: kind for kind, words in table["titles"].items() for word in words},
        numbered_bodies=frozenset(table["numbered_bodies"]),
        callings={calling: frozenset(offices) for calling, offices in table["callings"].items()},
        short_offices=table["short_offices"],
        peoples=frozenset(table["peoples"]),
        kin=frozenset(table["kin"]),
        documents=frozenset(table["documents"]),
        issuing=frozenset(table["issuing"]),
        things=frozenset(table["things"]),
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
        seats=seats,
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(form for form in cell.split(";") if form)


def countries_in(words: Sequence[str]) -> tuple[set[Country], list[str]]:
    """The countries that `words` name, cities apart, and the words without their names."""
    countries: set[Country] = set()
    rest: list[str] = []
    number = 0
    while number < len(words):
        for size in (3, 2, 1):
            name = " ".join(words[number : number + size])
            country = lexicon().country_of(name)
            if country is not None and number + size <= len(words) and not lexicon().is_city(name):
                countries.add(country)
                number += size
                break
        else:
            rest.append(words[number])
            number += 1
    return countries, rest


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


def is_office(word: str) -> bool:
    """Whether `word` is an office or role of a person, or an abbreviation of one."""
    return office_word(word) in lexicon().offices


def office_word(word: str) -> str:
    """The normal form of `word`: lower case, singular, abbreviations expanded."""
    bare = word.lower().rstrip(".")
    return lexicon().short_offices.get(bare) or singular(bare)
