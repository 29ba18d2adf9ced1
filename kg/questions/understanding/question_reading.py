"""A question read: what is wanted, and of whom, to whom, about what, when, in which act."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.acts.scheme import Scheme
from kg.language.lexicon import is_office
from kg.language.saying_words import saying_words
from kg.language.stems import stem
from kg.questions.name_index import NameIndex
from kg.questions.understanding.act_words import ActPhrase, act_at
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.name_spotting import Named, slip_of, spot_names
from kg.questions.understanding.question_tokens import Token, phrase_at, quoted_in, tokenise, written
from kg.questions.understanding.time_words import Period, find_period
from kg.questions.understanding.wants import Want, find_want, without_opening

Unit = Named | Token
_PATH = re.compile(r"(?<!\w)(?=\S*[\w)])(?:\S+/\S+|\S+\.(?:txt|html?|json|jsonl|csv|xml|docx|pdf|warc))(?=[\s?!]|$)")
_QUESTION_WORDS = frozenset({"who", "what", "which", "whose", "whom", "how", "when", "where", "why"})
_BE = frozenset({"is", "are", "was", "were", "been", "be", "has", "have", "had"})
_FORMS_OF_BE = frozenset({"is", "are", "was", "were", "been", "being"})
_AFTER_SPEAKER = frozenset({"to", "on", "about", "after", "in", "for", "at", "during", "as", "when"})
_LEAST_CORRECTED = 4
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_OPEN = frozenset({"who", "whom", "what", "anyone", "anybody", "somebody", "someone", "which", "whose"})


OF_EVENTS = frozenset({Want.HOW_MANY, Want.WHY, Want.WHEN, Want.WHERE, Want.YES_NO})
"""What is wanted of events: their time stands in the text, and is not that of the statement."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read.

    `subject` is what stands before the verb, `topic` what it is about, each as names and other words.
    `speaker` is who must have said it, `role` an office or kind of people in place of a name.
    """

    question: str
    want: Want
    speaker: Named | None = None
    role: str = ""
    listener: Named | None = None
    told: bool = False
    """Whether something is asked of a listener, whoever that is."""
    setting: tuple[Unit, ...] = ()
    topic: tuple[Unit, ...] = ()
    about: bool = False
    """Whether the topic stands after "about" or the like, and so is no clause of what is said."""
    subject: tuple[Unit, ...] = ()
    verb: str = ""
    """The stem of the verb of speaking, or ""."""
    act: ActPhrase | None = None
    passive: bool = False
    parties: tuple[Named, ...] = ()
    quoted: tuple[str, ...] = ()
    period: Period | None = None
    unsaid: str = ""
    path: str = ""
    named_source: bool = False
    """Whether the speaker is named as such: "according to X"."""
    unknown: tuple[str, ...] = ()
    """Words in the place of a name that the graph does not have."""

    @property
    def must_speak(self) -> bool:
        """Whether only what the subject says is sought; of an event it may be told by others, too."""
        words = ask_words()
        speaks = self.verb in (words.say | words.manners) - words.attitudes and self.act is None
        return self.want not in OF_EVENTS or speaks or self.named_source

    @property
    def topic_words(self) -> str:
        """The topic as typed."""
        words = ask_words()
        tokens = [token for unit in self.topic for token in (unit.tokens if isinstance(unit, Named) else (unit,))]
        while tokens and tokens[0].low in words.stops and not tokens[0].text.isupper():
            tokens = tokens[1:]
        return written(tokens)

    @property
    def names(self) -> list[Named]:
        """All names of the question."""
        found = [self.speaker, self.listener, *self.parties, *self.subject, *self.topic, *self.setting]
        return list(dict.fromkeys(one for one in found if isinstance(one, Named)))


def read_question(
    question: str, today: date | None, names: NameIndex, scheme: Scheme, known: Callable[[str], bool]
) -> Reading:
    """How `question` is read; time words count from `today`, without which none is read.

    `known` tells whether the graph has a word: one that it has is no slip.
    """
    quoted, rest = quoted_in(question)
    path = _PATH.search(rest)
    if path:
        rest = rest[: path.start()] + " " * len(path[0]) + rest[path.end() :]
    period, rest = find_period(rest, today) if today else (None, rest)
    tokens = without_opening(_corrected(tokenise(rest), known))
    want, tokens, begins = find_want(tokens)
    unsaid, tokens = _unsaid(tokens)
    units = spot_names(tokens, names)
    reading = _slots(units, want, names, scheme)
    reading = replace(reading, question=question.strip(), period=period, quoted=tuple(quoted), unsaid=unsaid)
    if path and not reading.names:
        return replace(reading, want=Want.CONTENTS, path=path[0].strip("“”\"'?!"))
    return _finished(reading, want, units, begins)


def _corrected(tokens: list[Token], known: Callable[[str], bool]) -> list[Token]:
    """`tokens` with slips in the words by which questions are read put right: "abuot"."""
    words = ask_words()
    found = []
    for one in tokens:
        if len(one.low) >= _LEAST_CORRECTED and one.text.islower() and one.low not in words.all_words and one.stem not in words.common and not known(one.low):
            near = process.extractOne(one.low, words.all_words, scorer=OSA.distance, score_cutoff=1)
            one = replace(one, low=near[0], text=near[0], stem=stem(near[0])) if near else one
        found.append(one)
    return found


def _unsaid(tokens: list[Token]) -> tuple[str, list[Token]]:
    """How the question asks for what was not said, and the words without those that say so."""
    words = ask_words()
    for at in range(1, len(tokens)):
        size = phrase_at(tokens, at, words.refusals)
        if size and at + size < len(tokens):
            after = tokens[at + size]
            if after.stem in words.comments and tokens[0].low in _QUESTION_WORDS | words.auxiliaries:
                return "refused,negated", [*tokens[:at], *tokens[at + size :]]
    for at in range(len(tokens) - 1):
        if tokens[at].text.lower() in ("didn't", "didn’t", "won't", "won’t", "doesn't", "doesn’t", "hasn't", "hasn’t"):
            left = [*tokens[:at], replace(tokens[at], low="did", text="did"), *tokens[at + 1 :]]
            if any(one.stem in words.comments for one in tokens[at:]) and tokens[0].low in _QUESTION_WORDS:
                return "refused,negated", left
    return "", tokens


class _Slots:
    """Fills the slots of a reading from left to right."""

    def __init__(self, units: Sequence[Unit], want: Want | None, names: NameIndex, scheme: Scheme) -> None:
        self.units, self.want, self.names, self.scheme = list(units), want, names, scheme
        self.words = ask_words()
        self.act: ActPhrase | None = None
        self.verb_at, self.verb_size = self._find_verb()
        self.slots: dict[str, list[Unit]] = {
            one: [] for one in ("subject", "object", "topic", "speaker", "listener", "setting")
        }
        self.about = False
        self.told = False

    def _low(self, at: int) -> str:
        unit = self.units[at] if 0 <= at < len(self.units) else None
        return unit.low if isinstance(unit, Token) else ""

    def _find_verb(self) -> tuple[int, int]:
        """Where the main verb stands, and how many words it has; (-1, 0) without one."""
        for at, unit in enumerate(self.units):
            if not isinstance(unit, Token) or self._is_noun(at):
                continue
            tokens = self._tokens_from(at)
            act = act_at(tokens, self.scheme, after_be=self._low(at - 1) in _BE)
            speaks = unit.stem in self.words.verbs
            if act and (unit.stem not in self.words.say):
                self.act = act
                return at, len(act.tokens)
            if speaks:
                return at, 1
        return -1, 0

    def _tokens_from(self, at: int) -> list[Token]:
        found = []
        for unit in self.units[at:]:
            if not isinstance(unit, Token):
                break
            found.append(unit)
        return found

    def _phrase_from(self, at: int) -> list[Token]:
        """The words of a noun phrase, up to four and to a preposition."""
        found = []
        for one in self._tokens_from(at)[:4]:
            if one.low in _AFTER_SPEAKER or one.low in ("of", "by", "that"):
                break
            found.append(one)
        return found

    def _is_noun(self, at: int) -> bool:
        """Whether a word that can be a verb is a noun here: "the claim", "Turkey's threat", "comments by"."""
        before = self.units[at - 1] if at else None
        unit = self.units[at]
        assert isinstance(unit, Token)
        if isinstance(before, Named):
            return before.owns and unit.stem in self.words.sayings | self.words.stances | self.words.verbs
        if isinstance(before, Token):
            if before.owns or before.low in ("a", "an", "the", "his", "her", "its", "their", "of", "any", "last", "no", "which", "what", "about", "on", "whose", "by", "under"):
                return True
            if unit.stem in self.words.sayings and before.low.capitalize() in _adjectives():
                return True
        if self._has_do(at) and unit.low.endswith("s") and not unit.low.endswith("ss"):
            # After "did", a verb has no ending: "did he keep its posts".
            return True
        after = self._low(at + 1)
        is_plain = unit.stem in self.words.sayings and (unit.low.endswith("s") or at == 0)
        return is_plain and after in ("by", "from", "of", "on", "about", "regarding", "")  and not self._asks(at)

    def is_done_to(self) -> bool:
        """Whether the subject is one to whom something is done: "were killed", "is accused"."""
        unit = self.units[self.verb_at]
        be = any(self._low(at) in _FORMS_OF_BE for at in range(self.verb_at))
        return self.act is not None and be and isinstance(unit, Token) and unit.low.endswith(("ed", "en", "t"))

    def _has_do(self, at: int) -> bool:
        return any(self._low(one) in ("do", "does", "did") for one in range(at))

    def _asks(self, at: int) -> bool:
        return any(self._low(one) in self.words.auxiliaries | {"who"} for one in range(at))

    def fill(self) -> None:
        """Put every unit into its slot."""
        verb = self.units[self.verb_at] if self.verb_at >= 0 else None
        tells = isinstance(verb, Token) and verb.stem in self.words.tell and self.act is None
        slot = "subject"
        at = 0
        while at < len(self.units):
            if at == self.verb_at:
                at += self.verb_size
                slot = "listener" if tells else "object"
                continue
            unit = self.units[at]
            if isinstance(unit, Named):
                self.slots[slot].append(unit)
                if slot == "listener" or (slot == "speaker" and not self._joined(at)):
                    slot = "topic"
                at += 1
                continue
            moved, size = self._move(at, slot)
            if size:
                slot = moved
                at += size
                continue
            if slot == "speaker" and unit.low in _AFTER_SPEAKER:
                slot = "topic"
                at += 1
                continue
            if slot == "listener" and unit.low in ("whom", "who"):
                self.told = True
            self.slots[slot].append(unit)
            at += 1

    def _joined(self, at: int) -> bool:
        return self._low(at + 1) == "and"

    def _move(self, at: int, slot: str) -> tuple[str, int]:
        """The slot that the words at `at` open, and how many they are; ("", 0) if they open none."""
        tokens = self._tokens_from(at)
        after_verb = 0 <= self.verb_at < at
        said = bool(self.slots["subject"]) or after_verb or at > 0
        if size := phrase_at(tokens, 0, self.words.by):
            start = at + size
            while self._low(start) in _DETERMINERS:
                start += 1
            source = self.units[start] if start < len(self.units) else None
            names_somebody = isinstance(source, Named) or any(_is_person(one) for one in self._phrase_from(start))
            if tokens[0].low == "of":
                before = self.units[at - 1] if at else None
                names_somebody = names_somebody and isinstance(before, Token) and before.stem in (
                    self.words.sayings | self.words.stances
                )
            if tokens[0].low == "from":
                names_somebody = names_somebody and self.verb_at < 0
            if names_somebody and slot != "topic":
                return "speaker", size
        if said and (size := phrase_at(tokens, 0, self.words.about)):
            if tokens[0].low == "on" and self._is_setting(at + 1):
                return "setting", 1
            if tokens[0].low == "around" or (tokens[0].low == "over" and not after_verb):
                return "", 0
            self.about = True
            return "topic", size
        if after_verb and slot in ("object", "listener") and phrase_at(tokens, 0, self.words.to):
            if self.act is None and self._is_listener(at + 1):
                if at + 1 >= len(self.units):
                    self.told = True
                return "listener", 1
        if after_verb and slot in ("object", "listener") and phrase_at(tokens, 0, self.words.clauses):
            return "topic", 1
        if after_verb and slot == "listener" and tokens[0].low in ("what", "something", "anything"):
            return "topic", 1
        if tokens[0].low in ("in", "at", "via", "during", "through") and self._is_setting(at + 1):
            return "setting", 1
        return "", 0

    def _is_listener(self, at: int) -> bool:
        while self._low(at) in _DETERMINERS:
            at += 1
        if at >= len(self.units):
            return True
        unit = self.units[at]
        if isinstance(unit, Named):
            return any(node.kind == "actor" for node in unit.nodes)
        last = self._tokens_from(at)
        return any(is_office(one.low) or _singular(one.low) in saying_words().audiences for one in last[:3])

    def _is_setting(self, at: int) -> bool:
        """Whether what follows is a medium or an occasion."""
        words = saying_words()
        tokens = self._tokens_from(at)[:4]
        while tokens and tokens[0].low in _DETERMINERS:
            tokens = tokens[1:]
        if not tokens:
            return False
        if tokens[0].low in words.platforms or tokens[0].low in words.media_on:
            return True
        last = [_singular(one.low) for one in tokens if one.low not in self.words.stops]
        return bool(last) and (last[0] in words.media or any(one in words.occasions_in for one in last[:3]))


def _slots(units: Sequence[Unit], want: Want | None, names: NameIndex, scheme: Scheme) -> Reading:
    filler = _Slots(units, want, names, scheme)
    filler.fill()
    slots = filler.slots
    verb = filler.units[filler.verb_at] if filler.verb_at >= 0 else None
    topic = [*slots["object"], *slots["topic"]]
    listener = next((one for one in slots["listener"] if isinstance(one, Named)), None)
    if listener is None and not filler.told:
        heard = _content(slots["listener"])
        if heard and filler.act is None and isinstance(verb, Token) and verb.stem in filler.words.tell:
            listener = Named(tuple(heard), names.find(written(heard), frozenset({"actor"})).entities)
    else:
        topic += [one for one in slots["listener"] if one is not listener]
    reading = Reading("", want or Want.STATEMENTS, verb=verb.stem if isinstance(verb, Token) else "", act=filler.act)
    reading = replace(
        reading,
        listener=listener,
        told=filler.told,
        setting=tuple(_filled(slots["setting"])),
        topic=tuple(_trimmed(topic)),
        about=filler.about,
        subject=tuple(_filled(slots["subject"])),
        passive=filler.act is not None and bool(slots["speaker"]),
        named_source=filler.act is None and bool(slots["speaker"]),
    )
    return _with_speaker(reading, slots, filler, names)


def _with_speaker(reading: Reading, slots: dict[str, list[Unit]], filler: _Slots, names: NameIndex) -> Reading:
    """`reading` with who must have said it: after "by", before a verb of speaking, or before "about"."""
    words = ask_words()
    before = slots["subject"] if filler.verb_at >= 0 and not filler.is_done_to() else _before_about(reading, slots)
    given = slots["speaker"] or before
    named = [one for one in given if isinstance(one, Named)]
    content = _content(given)
    if named:
        speaker = replace(named[0])
        if content and any(is_office(one.low) for one in content) and not slots["speaker"]:
            # "the Turkish foreign minister": an office, not the name before it.
            role = [token for one in given for token in (one.tokens if isinstance(one, Named) else (one,))]
            head = given[-1]
            if isinstance(head, Token) and is_office(head.low) and not any(n.type == "person" for n in named[0].nodes):
                return replace(reading, role=written(_content(role)), subject=())
        rest = tuple(
            one
            for one in reading.subject
            if one is not named[0] and not (isinstance(one, Token) and (is_office(one.low) or one.stem in words.sayings))
        )
        return replace(reading, speaker=speaker, subject=rest)
    if content and is_office(content[-1].low) or _is_people(content):
        return replace(reading, role=written(content), subject=())
    asks_who = reading.want in (Want.STATEMENTS, Want.TOLD, Want.THROUGH, Want.WHEN, Want.WHERE, Want.LATEST)
    content = [one for one in content if one.stem not in words.sayings]
    if content and asks_who and filler.verb_at >= 0 and (reading.verb in words.verbs or filler.act):
        slip = slip_of(content, names, frozenset({"actor"}))
        if slip:
            return replace(reading, speaker=slip, subject=())
        if any(one.is_capital for one in content) or len(content) == 1:
            return replace(reading, unknown=(written(content),))
    return reading


def _before_about(reading: Reading, slots: dict[str, list[Unit]]) -> list[Unit]:
    """Without a verb: the one name before "on" or "about", or one that owns what is said."""
    words = ask_words()
    found = [one for one in slots["subject"] if isinstance(one, Named)]
    heads = [one for one in slots["subject"] if isinstance(one, Token) and one.low not in words.stops]
    if reading.about and heads and is_office(heads[-1].low):
        # "the mayor on the strike"
        return [one for one in slots["subject"] if isinstance(one, Named) or one in heads]
    speaks = [one for one in found if one.owns and _owns_saying(slots["subject"], one)]
    if speaks:
        return list(speaks[:1])
    if reading.about and len(found) == 1 and any(node.kind == "actor" for node in found[0].nodes):
        return list(found)
    return []


def _owns_saying(units: Sequence[Unit], one: Named) -> bool:
    words = ask_words()
    after = units[list(units).index(one) + 1 :]
    return any(isinstance(unit, Token) and unit.stem in words.sayings | words.stances for unit in after)


def _finished(reading: Reading, want: Want | None, units: Sequence[Unit], begins: bool) -> Reading:
    """`reading` with what is wanted, where only the verb and the names tell it."""
    words = ask_words()
    first = units[0].low if units and isinstance(units[0], Token) else ""
    lows = [unit.low for unit in units if isinstance(unit, Token)]
    stems = {unit.stem for unit in units if isinstance(unit, Token)}
    names = [unit for unit in units if isinstance(unit, Named)]
    if want is Want.COMPARE:
        parties = tuple(dict.fromkeys(names))[:2]
        if len(parties) == 2:
            rest = tuple(one for one in reading.topic if one not in parties) if reading.about else ()
            return replace(reading, parties=parties, topic=rest, speaker=None, subject=())
        return replace(reading, want=Want.STATEMENTS)
    if want is Want.HOW_MANY and units and isinstance(units[0], Token) and units[0].stem in words.counted:
        who = next((one for one in reading.subject if isinstance(one, Named)), reading.speaker)
        topic = tuple(one for one in reading.topic if one != units[0])
        return replace(reading, want=Want.COUNT, speaker=who, topic=topic, subject=())
    if want is Want.THROUGH:
        # "through which channel", "on which platform": what is asked for, not words that are said.
        return replace(reading, subject=tuple(one for one in reading.subject if isinstance(one, Named)))
    if want is Want.WHO_IS and (len(names) != 1 or not any(node.kind == "actor" for node in names[0].nodes)):
        return replace(reading, want=Want.WHO_HOLDS if any(is_office(low) for low in lows) else Want.STATEMENTS)
    if want is not None:
        return reading
    if len(names) == 1 and {"who", "whos"} & set(lows) and not _content(units) and not reading.verb:
        return replace(reading, want=Want.WHO_IS)
    if reading.unsaid:
        return replace(reading, want=Want.UNSAID)
    if reading.verb in words.denials or (reading.act and reading.act.tokens[0].stem in words.denials):
        return replace(reading, want=Want.DENIED)
    if lows[:2] in (["who", "did"], ["who", "does"]) and set(lows[2:]) <= {"what", "to", "whom", "who"}:
        return replace(reading, want=Want.DEEDS)
    if reading.act and first not in words.auxiliaries:
        return replace(reading, want=Want.POSITIONS)
    if stems & words.stances and first not in words.auxiliaries and not reading.verb:
        return replace(reading, want=Want.POSITIONS)
    if first in words.auxiliaries:
        return replace(reading, want=Want.YES_NO)
    if reading.told or reading.listener and not reading.speaker and not _content(reading.topic):
        return replace(reading, want=Want.TOLD)
    if reading.listener and not reading.about:
        return replace(reading, want=Want.TOLD)
    if first in ("who", "whos", "which") and not reading.verb:
        return _who(reading, lows, names)
    return reading


def _who(reading: Reading, lows: list[str], names: list[Named]) -> Reading:
    """Who somebody is, or who holds an office: "who is X", "who is the defence minister"."""
    words = ask_words()
    rest = [low for low in lows if low not in words.stops | words.auxiliaries]
    offices = [low for low in rest if is_office(low)]
    is_asked = len(lows) > 1 and lows[1] in ("is", "was", "are", "were") or lows[:1] == ["which"]
    if is_asked and names and not rest and len(names) == 1:
        return replace(reading, want=Want.WHO_IS)
    if is_asked and offices and len(rest) <= 4:
        return replace(reading, want=Want.WHO_HOLDS)
    return reading


def _content(units: Sequence[Unit]) -> list[Token]:
    words = ask_words()
    return [
        one
        for one in units
        if isinstance(one, Token) and one.low not in words.stops and one.low not in words.auxiliaries
    ]


def _filled(units: Sequence[Unit]) -> list[Unit]:
    """Names and words that have content."""
    content = set(_content(units))
    return [one for one in units if isinstance(one, Named) or one in content]


def _trimmed(units: Sequence[Unit]) -> list[Unit]:
    """`units` without the words without content at both ends; one that asks ("whom") is none."""
    words = ask_words()
    found = [one for one in units if isinstance(one, Named) or one.low not in _OPEN]
    empty = words.stops | words.auxiliaries
    while found and isinstance(found[0], Token) and found[0].low in empty:
        found = found[1:]
    while found and isinstance(found[-1], Token) and found[-1].low in empty:
        found = found[:-1]
    return found


def _is_person(one: Token) -> bool:
    return is_office(one.low) or _singular(one.low) in saying_words().audiences


def _is_people(content: Sequence[Token]) -> bool:
    """Whether words are a plural or collective noun of people who speak: "officials", "witnesses"."""
    if not content:
        return False
    head = _singular(content[-1].low)
    return head in saying_words().audiences and not any(one.is_capital for one in content[-1:])


def _singular(word: str) -> str:
    from kg.language.lexicon import singular

    return "witness" if word == "witnesses" else singular(word)


def _adjectives() -> "frozenset[str]":
    from kg.language.lexicon import lexicon

    return frozenset(lexicon().adjectives)
