"""Agreements across articles: one agreement under several names is one.

Two are one where they are of one kind, have the same proper words in their names or the same parties,
and their dates agree. One whose date is not known in full joins the only one of these that fits; where
several fit, it stays apart. The registry's identifier wins, then that of the exactest date. Between the same
parties, agreements on different matters are several, and one that only its article tells of stays apart.
The status is what the registry says, else what the latest dated article tells.
"""

import calendar
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.language.agreement_words import agreement_words
from kg.language.folding import search_form
from kg.model import Agreement, AgreementMention, ArticleReading, PartialDate
from kg.resolve.agreements.candidate_agreements import agreement_id, content_words
from kg.resolve.agreements.statuses import farthest

_LEAST_PARTIES = 2
_DATE_WORDS = frozenset(name.lower() for name in calendar.month_name[1:]) | {"between"}
_Key = tuple[str | None, str, frozenset[str]]


@dataclass(slots=True)
class _Known:
    """What the archive knows of an agreement: forms of its name by mentions, its dates and parties."""

    names: Counter[str] = field(default_factory=Counter)
    forms: set[Agreement] = field(default_factory=set)
    dates: set[PartialDate] = field(default_factory=set)
    told: set[tuple[str, str]] = field(default_factory=set)
    """The statuses that articles tell, each with the day of the article; "" if it has none."""

    @property
    def date(self) -> PartialDate | None:
        """The exactest date; None if there is none, or if they do not agree."""
        if not _agree(self.dates):
            return None
        return min(self.dates, key=lambda date: (not date.has_year, -len(date.iso), date.iso), default=None)

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(party for form in self.forms for party in form.parties)

    @property
    def status(self) -> str | None:
        """What the latest dated article tells; of several of one day, how far it has got."""
        latest = max((day for day, _ in self.told), default="")
        return farthest(status for day, status in self.told if day == latest)

    @property
    def registered(self) -> Agreement | None:
        """The registry's form, if the agreement is there: it has aliases, or an identifier of its own."""
        known = (
            form
            for form in self.forms
            if form.aliases or not (form.is_local or form.parties or form.id == agreement_id(form.name))
        )
        return min(known, key=lambda form: form.id, default=None)


class AgreementIndex:
    """Takes in every reading, then tells what each agreement is called across them."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = defaultdict(_Known)
        self._merged: dict[str, Agreement] | None = None

    def add(self, reading: ArticleReading) -> None:
        """Take in one article. The result depends on which were added, not on their order."""
        self._merged = None
        for mention in reading.mentions:
            if isinstance(mention, AgreementMention):
                agreement = mention.agreement
                known = self._known[agreement.id]
                known.names[agreement.name] += 1
                known.forms.add(agreement)
                known.dates |= {agreement.date} if agreement.date else set()
                if mention.status:
                    published = reading.article.published_on
                    known.told.add((published.isoformat() if published else "", mention.status))
        for fact in reading.facts:
            if fact.kind == "date" and fact.agreement.date is None:
                self._known[fact.agreement.id].dates.add(PartialDate(fact.value))

    def renaming(self) -> Callable[[Agreement], Agreement]:
        """What an agreement is called across all articles added so far."""
        if self._merged is None:
            self._merged = dict(_merge(self._known))
        merged = self._merged
        return lambda agreement: merged.get(agreement.id, agreement)


def _merge(known: dict[str, _Known]) -> Iterator[tuple[str, Agreement]]:
    """Each identifier with the agreement that it belongs to."""
    groups: dict[_Key, list[str]] = defaultdict(list)
    for identifier in sorted(known):
        for key in _keys(known[identifier]):
            groups[key].append(identifier)
    together = {identifier: {identifier} for identifier in known}
    for group in groups.values():
        for one, other in _pairs(group, known):
            joined = together[one] | together[other]
            for identifier in joined:
                together[identifier] = joined
    for identifier in sorted(known):
        members = sorted(together[identifier])
        registered = {member for member in members if known[member].registered}
        if len(registered) > 1 or not _agree(date for member in members for date in known[member].dates):
            members = [identifier]
        yield identifier, _agreement({member: known[member] for member in members})


def _keys(known: _Known) -> Iterator[_Key]:
    """By what an agreement is looked up: the proper words of its names, its parties, a cease-fire's day."""
    for form in known.forms:
        if form.is_local:
            continue
        words = set() if _is_between(form) else content_words(form.name) - _DATE_WORDS
        words = {word for word in words if not word.isdecimal()}
        head = next(
            (word for word in search_form(form.name).split() if word in agreement_words().only_named), ""
        )
        if words:
            yield form.kind, head, frozenset(words)
        if len(form.parties) >= _LEAST_PARTIES:
            topic, between, _ = form.id.partition("-between-")
            about = content_words(topic.replace("-", " ")) if between else frozenset()
            yield form.kind, head, frozenset({*(f"party {party}" for party in form.parties), *about})
        if not words and not form.parties and known.date:
            yield form.kind, head, frozenset({known.date.iso[-5:]})


def _pairs(group: list[str], known: dict[str, _Known]) -> Iterator[tuple[str, str]]:
    """Those of a group that are one: with the same date, or the one exacter date that fits."""
    dates = {identifier: known[identifier].date for identifier in group}
    exact = {date for date in dates.values() if date and not _has_exacter(date, dates.values())}
    for one, other in combinations(group, 2):
        if dates[one] == dates[other]:
            yield one, other
    for identifier, date in dates.items():
        fitting = [other for other in exact if other != date and (date is None or date.agrees_with(other))]
        if date not in exact and len(fitting) == 1:
            yield from ((identifier, other) for other in group if dates[other] == fitting[0])


def _has_exacter(date: PartialDate, others: Iterable[PartialDate | None]) -> bool:
    """Whether another date agrees with `date` and says more."""
    return any(other and len(other.iso) > len(date.iso) and date.agrees_with(other) for other in others)


def _agreement(members: dict[str, _Known]) -> Agreement:
    """The agreement that all of `members` are."""
    whole = _Known()
    for known in members.values():
        whole.names += known.names
        whole.forms |= known.forms
        whole.dates |= known.dates
        whole.told |= known.told
    if registered := whole.registered:
        return replace(registered, status=registered.status or whole.status)
    exactness = {
        identifier: len(known.date.iso) if known.date else 0 for identifier, known in members.items()
    }
    identifier = min(members, key=lambda one: (-exactness[one], len(one), one))
    form = min((form for form in whole.forms if form.id == identifier), key=repr)
    dated = whole.date if whole.date and whole.date.has_year else None
    own_names = members[identifier].names
    return replace(
        form,
        name=min(own_names, key=lambda name: (-own_names[name], len(name), name)),
        date=dated,
        place=min((form.place for form in whole.forms if form.place), default=None),
        parties=tuple(sorted(whole.parties)),
        status=whole.status,
    )


def _agree(dates: Iterable[PartialDate]) -> bool:
    return all(one.agrees_with(other) for one, other in combinations(sorted(set(dates)), 2))


def _is_between(form: Agreement) -> bool:
    """Whether the name only lists the parties ("deal between France and Italy")."""
    return " between " in form.name
