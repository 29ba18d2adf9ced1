"""The index of all readings, which renames actors, agreements and places consistently.

It is kept in rows of the ledger, and a portion of articles changes only what depends on them. How names are
decided stands in `kg/archive/names`; here is how decisions are kept up to date.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from typing import TypeVar

import msgspec

from kg.archive.ledger.rows import Rows
from kg.archive.names.agreement_blocks import AgreementKey, KnownAgreement, agreed, block_of, packed
from kg.archive.names.asking import Answers, Questions, answered
from kg.archive.names.bags import Bags
from kg.archive.names.contributions import contributions
from kg.archive.names.dataflow import Answer, Asked, Decision, Entries, Entry, Fed, added, difference
from kg.archive.names.levels import LEVELS
from kg.model import ArticleReading

Value = TypeVar("Value")
# Decisions that are kept in memory, at most.
_MOST_DECISIONS = 5_000


class _Given(msgspec.Struct, frozen=True, array_like=True):
    """What the ledger has of an article: what it gives, and what it has to be told."""

    entries: list[Fed]
    questions: Questions


class _Told(msgspec.Struct, frozen=True, array_like=True):
    """What an article was told: a hash of the answers, and what it asked because of other answers."""

    asked: frozenset[Asked] = frozenset()
    answers: bytes = b""


class ArchiveIndex:
    """Give it what has changed with `replace`, then `settle`, then ask what an article is called, `renamed`.

    The rows are the ledger's; `replace` and `settle` belong in one transaction. Memory is needed for the
    articles that were replaced since the last `settle`. What articles are called depends on the readings that
    the index has, not on their order nor on when it was settled. If it is not `is_current`, `clear` it.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._entries, self._askers = Bags(rows, "entry"), Bags(rows, "asker")
        self._decisions: dict[tuple[str, str], Decision] = {}
        self._replaced: set[str] = set()
        self._changes: dict[str, dict[str, dict[Entry, int]]] = defaultdict(lambda: defaultdict(dict))
        """Entries that are to be added, by level and key."""
        self._asking: dict[Asked, dict[Entry, int]] = defaultdict(dict)
        """Articles that are to be added to those that ask a question."""

    def replace(self, article: str, reading: ArticleReading | None) -> None:
        """Let what an article tells take the place of what it told before; None takes it away.

        Decisions are those of before until `settle`.
        """
        row = (article, "given")
        before = self._rows.get("named", row)
        new = _Given(_summed(contributions(reading)), Questions.of(reading)) if reading else None
        content = msgspec.msgpack.encode(new) if new else None
        if content == before:
            return
        old = _decode(before, _Given) if before else None
        self._feed(difference(new.entries if new else (), old.entries if old else ()))
        self._ask(article, new.questions.asked if new else set(), old.questions.asked if old else set())
        self._replaced.add(article)
        if content is None:
            self._rows.delete("named", row)
        else:
            self._rows.put("named", row, content)

    def settle(self) -> Iterator[str]:
        """Bring all decisions up to date; the articles that are now told other names, sorted.

        Those that were replaced are not among them. All is done when this returns.
        """
        stale: set[str] = set()
        touched: set[str] = set()
        for level in LEVELS:
            if level == "agreed":
                self._feed(self._agree(touched))
            for key, change in sorted(self._changes.pop(level, {}).items()):
                old = self._entries.read((level, key))
                new = _sum(old, change)
                stale.update(self._decide(level, key, old, new))
                self._entries.add((level, key), change)
                if level == "agreement":
                    touched.add(key)
                elif level == "agreement-key":
                    touched.update(identifier for (identifier,) in (*old, *new))
        for article in self._replaced:
            self._tell(article)
        changed = [article for article in sorted(stale - self._replaced) if self._tell(article)]
        for asked, change in sorted(self._asking.items()):
            self._askers.add(_asker(asked), change)
        self._replaced.clear()
        self._asking.clear()
        return iter(changed)

    def renamed(self, reading: ArticleReading) -> ArticleReading:
        """`reading` as all articles tell it: under their names, with the doubts that they raise."""
        return self._answers(Questions.of(reading), set()).applied(reading)

    def _feed(self, fed: Iterable[Fed]) -> None:
        for level, key, entry, count in fed:
            entries = self._changes[level][key]
            entries[entry] = entries.get(entry, 0) + count
            if not entries[entry]:
                del entries[entry]

    def _decide(self, level: str, key: str, old: Entries, new: Entries) -> Iterator[str]:
        """Feed on what is decided differently, and yield the articles that were told otherwise."""
        if old == new:
            return
        before, after = LEVELS[level](key, old), LEVELS[level](key, new)
        self._decisions.pop((level, key), None)
        self._feed(difference(after.feeds(), before.feeds()))
        for question in {question for _, _, question, _ in self._rows.words("asker", (level, key))}:
            words = msgspec.json.decode(question, type=Entry)
            if before.answer(words) != after.answer(words):
                yield from (article for (article,) in self._askers.read((level, key, question)))

    def _agree(self, touched: set[str]) -> Iterator[Fed]:
        """What changes in the agreements of all blocks that have one of `touched`."""
        block = block_of(touched, self._known_agreement, self._members)
        old = (
            Fed("agreed", identifier, *one)
            for identifier in block
            for one in self._entries.read(("agreed", identifier)).items()
        )
        new = (Fed("agreed", identifier, (packed(one),), 1) for identifier, one in agreed(block))
        return difference(new, old)

    def _known_agreement(self, identifier: str) -> KnownAgreement:
        return KnownAgreement(identifier, self._entries.read(("agreement", identifier)))

    def _members(self, key: str) -> list[str]:
        return AgreementKey(key, self._entries.read(("agreement-key", key))).members

    def _ask(self, article: str, new: Set[Asked], old: Set[Asked]) -> None:
        """Let an article ask the questions `new` instead of `old`."""
        for one in new ^ old:
            change = self._asking[one]
            change[article,] = change.get((article,), 0) + (1 if one in new else -1)

    def _tell(self, article: str) -> bool:
        """Let an article ask again; whether it is told otherwise than before."""
        given, row = self._rows.get("named", (article, "given")), (article, "told")
        before = self._rows.get("named", row)
        old, new = _decode(before, _Told) if before else _Told(), _Told()
        if given:
            asked: set[Asked] = set()
            questions = _decode(given, _Given).questions
            answers = self._answers(questions, asked)
            digest = blake2b(msgspec.msgpack.encode(answers), digest_size=8).digest()
            new = _Told(frozenset(asked - questions.asked), digest)
        self._ask(article, new.asked, old.asked)
        if not given:
            self._rows.delete("named", row)
        elif new != old:
            self._rows.put("named", row, msgspec.msgpack.encode(new, order="sorted"))
        return new.answers != old.answers

    def _answers(self, questions: Questions, asked: set[Asked]) -> Answers:
        """The answers to an article's questions; `asked` gets all that were asked for them."""

        def ask(level: str, key: str, question: Entry) -> Answer:
            asked.add(Asked(level, key, question))
            return self._decision(level, key).answer(question)

        return answered(questions, ask)

    def _decision(self, level: str, key: str) -> Decision:
        found = self._decisions.get((level, key))
        if found is None:
            if len(self._decisions) >= _MOST_DECISIONS:
                self._decisions.clear()
            found = LEVELS[level](key, self._entries.read((level, key)))
            self._decisions[level, key] = found
        return found


def _asker(asked: Asked) -> tuple[str, str, str]:
    return asked.level, asked.key, msgspec.json.encode(asked.question).decode()


def _summed(fed: Iterable[Fed]) -> list[Fed]:
    return sorted(
        Fed(level, key, entry, count)
        for (level, key), entries in added(fed).items()
        for entry, count in entries.items()
    )


def _sum(entries: Entries, change: Mapping[Entry, int]) -> dict[Entry, int]:
    """The multiset after a change of counts."""
    counts = {entry: entries.get(entry, 0) + change.get(entry, 0) for entry in (*entries, *change)}
    return {entry: count for entry, count in counts.items() if count}


def _decode(content: bytes, kind: type[Value]) -> Value:
    return msgspec.msgpack.decode(content, type=kind)
