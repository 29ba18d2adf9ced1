"""Agreements across articles: one agreement under several names is one.

Two are one where they are of one kind, have the same proper words in their names or the same parties,
and their dates agree. One whose date is not known in full joins the only one of these that fits; where
several fit, it stays apart. The registry's identifier wins, then that of the exactest date. Between the same
parties, agreements on different matters are several, and one that only its article tells of stays apart.
The status is what the registry says, else what the latest dated article tells.

Being one goes on from agreement to agreement, so they are decided in blocks: all that share a key, directly
or through others. There are few agreements, and blocks are small.
"""

import calendar
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import combinations

import msgspec

from kg.archive.names.dataflow import Answer, Entries, Entry, Fed
from kg.language.agreement_words import agreement_words
from kg.language.folding import search_form
from kg.model import Agreement, PartialDate
from kg.resolve.agreements.candidate_agreements import agreement_id, content_words
from kg.resolve.agreements.statuses import farthest

_LEAST_PARTIES = 2
_DATE_WORDS = frozenset(name.lower() for name in calendar.month_name[1:]) | {"between"}


def packed(agreement: Agreement) -> str:
    """An agreement as a word of an entry."""
    return msgspec.json.encode(agreement).decode()


def unpacked(word: str) -> Agreement:
    """The agreement that `packed` made a word of."""
    return msgspec.json.decode(word, type=Agreement)


class KnownAgreement:
    """What the archive knows of an agreement before joining; the key is its identifier.

    Entries: `name` and `form` (a packed agreement) for each mention, `date`, and `told`: the day of an
    article, "" if it has none, and the status that it tells.
    """

    def __init__(self, key: str, entries: Entries) -> None:
        self._key, self.entries = key, entries

    def feeds(self) -> Iterator[Fed]:
        """Feed the identifier to all by which the agreement is looked up."""
        return (Fed("agreement-key", key, (self._key,), 1) for key in sorted(self.keys))

    def answer(self, question: Entry) -> Answer:
        """Answer nothing."""
        return ()

    @cached_property
    def names(self) -> Counter[str]:
        """Forms of the name by mentions."""
        return Counter({words[0]: count for (kind, *words), count in self.entries.items() if kind == "name"})

    @cached_property
    def forms(self) -> list[Agreement]:
        """What single articles tell of it."""
        return [unpacked(words[0]) for kind, *words in sorted(self.entries) if kind == "form"]

    @cached_property
    def dates(self) -> set[PartialDate]:
        """Its dates, which may disagree."""
        return {PartialDate(words[0]) for kind, *words in self.entries if kind == "date"}

    @property
    def date(self) -> PartialDate | None:
        """The exactest date; None if there is none, or if they do not agree."""
        if not _agree(self.dates):
            return None
        return min(self.dates, key=lambda date: (not date.has_year, -len(date.iso), date.iso), default=None)

    @property
    def parties(self) -> tuple[str, ...]:
        """All parties, sorted."""
        return tuple(sorted({party for form in self.forms for party in form.parties}))

    @property
    def status(self) -> str | None:
        """What the latest dated article tells; of several of one day, how far it has got."""
        told = [words for kind, *words in self.entries if kind == "told"]
        latest = max((day for day, _ in told), default="")
        return farthest(status for day, status in told if day == latest)

    @property
    def registered(self) -> Agreement | None:
        """The registry's form, if the agreement is there: it has aliases, or an identifier of its own."""
        known = (
            form
            for form in self.forms
            if form.aliases or not (form.is_local or form.parties or form.id == agreement_id(form.name))
        )
        return min(known, key=lambda form: form.id, default=None)

    @cached_property
    def keys(self) -> set[str]:
        """By what it is looked up: the proper words of its names, its parties, a cease-fire's day."""
        return {
            msgspec.json.encode((form.kind, head, sorted(words))).decode()
            for form in self.forms
            if not form.is_local
            for head, words in self._keys_of(form)
        }

    def _keys_of(self, form: Agreement) -> Iterator[tuple[str, set[str]]]:
        words = set() if _is_between(form) else content_words(form.name) - _DATE_WORDS
        words = {word for word in words if not word.isdecimal()}
        head = next(
            (word for word in search_form(form.name).split() if word in agreement_words().only_named), ""
        )
        if words:
            yield head, words
        if len(form.parties) >= _LEAST_PARTIES:
            topic, between, _ = form.id.partition("-between-")
            about = content_words(topic.replace("-", " ")) if between else frozenset()
            yield head, {*(f"party {party}" for party in form.parties), *about}
        if not words and not form.parties and self.date:
            yield head, {self.date.iso[-5:]}


class AgreementKey:
    """By what agreements are looked up. Entries: the identifier of one."""

    def __init__(self, key: str, entries: Entries) -> None:
        self.members = sorted(identifier for (identifier,) in entries)

    def feeds(self) -> Iterator[Fed]:
        """Feed nothing."""
        return iter(())

    def answer(self, question: Entry) -> Answer:
        """Answer nothing."""
        return ()


class Agreed:
    """What agreement an identifier means. The one entry, if it is known: the packed agreement."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._agreement = next(iter(entries), ("",))

    def feeds(self) -> Iterator[Fed]:
        """Feed nothing."""
        return iter(())

    def answer(self, question: Entry) -> Answer:
        """Answer the packed agreement, "" if it is not known."""
        return self._agreement


def block_of(
    some: Iterable[str], known: Callable[[str], KnownAgreement], members: Callable[[str], Iterable[str]]
) -> dict[str, KnownAgreement]:
    """`some` agreements and all that are joined to them by keys.

    `known` gives what is known of an identifier, `members` the identifiers of a key.
    """
    found: dict[str, KnownAgreement] = {}
    ahead = sorted(some)
    seen: set[str] = set()
    while ahead:
        identifier = ahead.pop()
        if identifier not in found:
            found[identifier] = known(identifier)
            for key in found[identifier].keys - seen:
                ahead.extend(members(key))
            seen |= found[identifier].keys
    return found


def agreed(known: Mapping[str, KnownAgreement]) -> Iterator[tuple[str, Agreement]]:
    """Yield each identifier with the agreement that it belongs to; `known` has whole blocks."""
    known = {identifier: one for identifier, one in sorted(known.items()) if one.names}
    groups: dict[str, list[str]] = defaultdict(list)
    for identifier, one in known.items():
        for key in one.keys:
            groups[key].append(identifier)
    together = {identifier: {identifier} for identifier in known}
    for group in groups.values():
        for first, second in _pairs(group, known):
            joined = together[first] | together[second]
            for identifier in joined:
                together[identifier] = joined
    for identifier in known:
        members = sorted(together[identifier])
        registered = {member for member in members if known[member].registered}
        if len(registered) > 1 or not _agree(date for member in members for date in known[member].dates):
            members = [identifier]
        yield identifier, _agreement({member: known[member] for member in members})


def _pairs(group: list[str], known: Mapping[str, KnownAgreement]) -> Iterator[tuple[str, str]]:
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


def _agreement(members: Mapping[str, KnownAgreement]) -> Agreement:
    """The agreement that all of `members` are."""
    entries: Counter[Entry] = Counter()
    for one in members.values():
        entries.update(one.entries)
    whole = KnownAgreement("", entries)
    if registered := whole.registered:
        return replace(registered, status=registered.status or whole.status)
    exactness = {identifier: len(one.date.iso) if one.date else 0 for identifier, one in members.items()}
    identifier = min(members, key=lambda one: (-exactness[one], len(one), one))
    form = min((form for form in whole.forms if form.id == identifier), key=repr)
    dated = whole.date if whole.date and whole.date.has_year else None
    own_names = members[identifier].names
    return replace(
        form,
        name=min(own_names, key=lambda name: (-own_names[name], len(name), name)),
        date=dated,
        place=min((form.place for form in whole.forms if form.place), default=None),
        parties=whole.parties,
        status=whole.status,
    )


def _agree(dates: Iterable[PartialDate]) -> bool:
    return all(one.agrees_with(other) for one, other in combinations(sorted(set(dates)), 2))


def _is_between(form: Agreement) -> bool:
    """Whether the name only lists the parties ("deal between France and Italy")."""
    return " between " in form.name
