"""All levels, each after those that feed it."""

from kg.archive.names.actor_forms import ActorForms, Initials
from kg.archive.names.agreement_blocks import Agreed, AgreementKey, KnownAgreement
from kg.archive.names.dataflow import Decide
from kg.archive.names.persons import Couple, Fit, Namesakes, Person, WholePerson
from kg.archive.names.place_names import PlaceNames
from kg.archive.names.surname_owners import SurnameOwners, Word

LEVELS: dict[str, Decide] = {
    "actor": ActorForms,
    "initials": Initials,
    "person": Person,
    "namesake": Namesakes,
    "fit": Fit,
    "couple": Couple,
    "whole": WholePerson,
    "owner": SurnameOwners,
    "word": Word,
    "place": PlaceNames,
    "agreement": KnownAgreement,
    "agreement-key": AgreementKey,
    "agreed": Agreed,
}
"""How each level decides. Entries of `agreed` come from blocks of agreements, all others from decisions."""
