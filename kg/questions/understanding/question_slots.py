"""What stands where in a question: before the verb, after it, and after prepositions."""

from collections.abc import Sequence

from kg.acts.scheme import Scheme
from kg.language.saying_words import saying_words
from kg.questions.understanding.act_words import ActPhrase, act_at
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.name_spotting import Named
from kg.questions.understanding.question_tokens import Token, phrase_at
from kg.questions.understanding.question_units import Unit, country_adjectives, is_person, singular_of

_BE = frozenset({"is", "are", "was", "were", "been", "be", "has", "have", "had"})
_DO = frozenset({"do", "does", "did"})
_FORMS_OF_BE = frozenset({"is", "are", "was", "were", "been", "being"})
_AFTER_SPEAKER = frozenset({"to", "on", "about", "after", "in", "for", "at", "during", "as", "when"})
_ANYBODY = frozenset({"anyone", "anybody", "someone", "somebody", "nobody"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their"})


class Slots:
    """Fills the slots of a reading from left to right."""

    def __init__(self, units: Sequence[Unit], scheme: Scheme, *, asks_listener: bool = False) -> None:
        """With `asks_listener`, to whom something is said is what the question asks, and not in it."""
        self.units, self.scheme, self._asks_listener = list(units), scheme, asks_listener
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
            act = act_at(
                tokens, self.scheme, after_be=self._low(at - 1) in _BE or self._low(at - 1) in _ANYBODY
            )
            speaks = unit.stem in self.words.verbs
            if act and unit.low == "back" and self._returns(at - 1):
                continue
            if act and (unit.stem not in self.words.say):
                self.act = act
                return at, len(act.tokens)
            if speaks:
                return at, 1
        return -1, 0

    def _returns(self, at: int) -> bool:
        """Whether the word at `at` is a verb that "back" only tells the direction of: "go back on"."""
        unit = self.units[at] if at >= 0 else None
        return isinstance(unit, Token) and unit.stem in self.words.returning

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
        if is_person(unit) and singular_of(unit.low).endswith(("er", "or")):
            # "Supporters" has the stem of a verb.
            return True
        if isinstance(before, Named):
            is_form = unit.low.endswith(("ed", "ing"))
            nouns = self.words.sayings | self.words.stances | self.words.verbs
            return before.owns and (unit.stem in nouns or not is_form)
        if isinstance(before, Token):
            if before.owns or before.low in (
                "a",
                "an",
                "the",
                "his",
                "her",
                "its",
                "their",
                "of",
                "any",
                "last",
                "no",
                "which",
                "what",
                "about",
                "on",
                "whose",
                "by",
                "under",
            ):
                return True
            if unit.stem in self.words.sayings and before.low.capitalize() in country_adjectives():
                return True
        if self._has_do(at) and unit.low.endswith("s") and not unit.low.endswith("ss"):
            # After "did", a verb has no ending: "did he keep its posts".
            return True
        after = self._low(at + 1)
        if after in _BE | _DO and unit.low.endswith("s"):
            # "How many posts does it have"
            return True
        is_plain = unit.stem in self.words.sayings and (unit.low.endswith("s") or at == 0)
        return (
            is_plain and after in ("by", "from", "of", "on", "about", "regarding", "") and not self._asks(at)
        )

    def is_done_to(self) -> bool:
        """Whether the subject is one to whom something is done: "were killed", "is accused"."""
        unit = self.units[self.verb_at]
        be = any(self._low(at) in _FORMS_OF_BE for at in range(self.verb_at))
        return (
            self.act is not None and be and isinstance(unit, Token) and unit.low.endswith(("ed", "en", "t"))
        )

    def _has_do(self, at: int) -> bool:
        return any(self._low(one) in _DO for one in range(at))

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
                if slot == "listener" or (slot == "speaker" and not self._joined(at) and not unit.owns):
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
            names_somebody = isinstance(source, Named) or any(
                is_person(one) for one in self._phrase_from(start)
            )
            if tokens[0].low == "of":
                before = self.units[at - 1] if at else None
                # "Warned of a wave": the verb has the stem of a noun for what is said.
                names_somebody = (
                    names_somebody
                    and isinstance(before, Token)
                    and not (self.act and self.verb_at < at <= self.verb_at + self.verb_size)
                    and before.stem in (self.words.sayings | self.words.stances)
                )
            if tokens[0].low == "from":
                names_somebody = names_somebody and self.verb_at < 0
            named = isinstance(source, Named) and any(node.kind == "actor" for node in source.nodes)
            if names_somebody and (slot != "topic" or (named and tokens[0].low == "by")):
                return "speaker", size
        if said and (size := phrase_at(tokens, 0, self.words.about)):
            if tokens[0].low == "on" and self._is_setting(at + 1):
                return "setting", 1
            if tokens[0].low == "around" or (tokens[0].low == "over" and not after_verb):
                return "", 0
            self.about = True
            return "topic", size
        may_hear = after_verb and not self._asks_listener and slot in ("object", "listener")
        is_to = may_hear and phrase_at(tokens, 0, self.words.to) and self._may_take(tokens[0].low)
        if is_to and self.act is None and self._is_listener(at + 1):
            self.told = self.told or at + 1 >= len(self.units)
            return "listener", 1
        if after_verb and slot in ("object", "listener") and phrase_at(tokens, 0, self.words.clauses):
            return "topic", 1
        if after_verb and slot == "listener" and tokens[0].low in ("what", "something", "anything"):
            return "topic", 1
        if tokens[0].low in ("in", "at", "via", "during", "through") and self._is_setting(at + 1):
            return "setting", 1
        return "", 0

    def _may_take(self, preposition: str) -> bool:
        """Whether the verb can have somebody who listens after it: "talk with", but not "deal with"."""
        verb = self.units[self.verb_at]
        return preposition != "with" or (isinstance(verb, Token) and verb.stem in self.words.talk_with)

    def _is_listener(self, at: int) -> bool:
        while self._low(at) in _DETERMINERS:
            at += 1
        if at >= len(self.units):
            return True
        unit = self.units[at]
        if isinstance(unit, Named):
            return any(node.kind == "actor" for node in unit.nodes)
        last = self._tokens_from(at)
        return any(is_person(one) for one in last[:3])

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
        last = [singular_of(one.low) for one in tokens if one.low not in self.words.stops]
        return bool(last) and (last[0] in words.media or any(one in words.occasions_in for one in last[:3]))
