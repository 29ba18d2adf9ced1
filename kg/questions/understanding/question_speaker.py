"""Who must have said it: a name, an office or a body, by where it stands in a question."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kg.language.lexicon import is_office, lexicon
from kg.questions.name_index import NameIndex
from kg.questions.understanding.ask_words import ask_words, office_synonyms
from kg.questions.understanding.name_spotting import Named, slip_of
from kg.questions.understanding.question_reading import Reading
from kg.questions.understanding.question_slots import Slots
from kg.questions.understanding.question_tokens import Token, written
from kg.questions.understanding.question_units import Unit, content_of, is_people, singular_of
from kg.questions.understanding.wants import Want


def with_speaker(reading: Reading, slots: dict[str, list[Unit]], filler: Slots, names: NameIndex) -> Reading:
    """`reading` with who must have said it: after "by", before a verb of speaking, or before "about"."""
    words = ask_words()
    before = (
        slots["subject"] if filler.verb_at >= 0 and not filler.is_done_to() else _before_about(reading, slots)
    )
    given = slots["speaker"] or before
    described = _described(given)
    if described is not None:
        owner, role = described
        rest = tuple(one for one in reading.subject if one is not owner and one not in role)
        return replace(reading, role=written(role), owner=owner, subject=rest)
    named = [one for one in given if isinstance(one, Named) and not _modifies(one, given)]
    content = content_of(given)
    if named:
        speaker = replace(named[0])
        if content and any(is_office(one.low) for one in content) and not slots["speaker"]:
            # "the Turkish foreign minister": an office, not the name before it.
            role = [token for one in given for token in (one.tokens if isinstance(one, Named) else (one,))]
            head = given[-1]
            if (
                isinstance(head, Token)
                and is_office(head.low)
                and not any(n.type == "person" for n in named[0].nodes)
            ):
                return replace(reading, role=written(content_of(role)), subject=())
        rest = tuple(
            one
            for one in reading.subject
            if one is not named[0]
            and not (isinstance(one, Token) and (is_office(one.low) or one.stem in words.sayings))
        )
        return replace(reading, speaker=speaker, subject=rest)
    if filler.verb_at < 0 and reading.want is Want.STATEMENTS and not slots["speaker"]:
        doer = _doer(reading, filler)
        if doer is not None:
            return replace(
                reading,
                speaker=doer,
                does=True,
                subject=tuple(one for one in reading.subject if one is not doer),
            )
    body = _body(content, names)
    if body is not None and (filler.verb_at >= 0 or slots["speaker"]):
        return replace(
            reading, speaker=body, subject=tuple(one for one in reading.subject if one not in content)
        )
    if (content and is_office(content[-1].low)) or is_people(content):
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


def _described(given: Sequence[Unit]) -> tuple[Named, list[Token]] | None:
    """Who speaks where a name only tells whose they are: "Obama's press secretary", "the Sanders fan"."""
    for at, one in enumerate(given):
        if not isinstance(one, Named):
            continue
        role = _attached(given, at)
        is_actor = any(node.kind == "actor" for node in one.nodes)
        if role and (one.owns or is_actor) and _is_somebody(role):
            return one, role
    return None


def _is_somebody(role: Sequence[Token]) -> bool:
    """Whether words are those of a person or of people."""
    head = role[-1].low
    known = (singular_of(head),) in {phrase[-1:] for group in office_synonyms() for phrase in group}
    return known or is_office(head) or is_people(role) or singular_of(head) in ask_words().persons


def _modifies(one: Named, given: Sequence[Unit]) -> bool:
    """Whether a name only tells whose something is that does not speak: "Obama's decision"."""
    thing = _attached(given, list(given).index(one)) if one.owns else []
    words = ask_words()
    return bool(thing) and not any(
        word.stem in words.sayings | words.stances or singular_of(word.low) in lexicon().organs
        for word in thing
    )


def _attached(given: Sequence[Unit], at: int) -> list[Token]:
    """The words with content that follow a name without another word between."""
    empty = ask_words().stops | ask_words().auxiliaries
    after = takewhile(lambda unit: isinstance(unit, Token) and unit.low not in empty, given[at + 1 :])
    return [unit for unit in after if isinstance(unit, Token)]


def _doer(reading: Reading, filler: Slots) -> Named | None:
    """Whose words are sought first without a verb of speaking: "how does X see …", "X's ultimatum"."""
    first = next((one for one in reading.subject if isinstance(one, Named)), None)
    if first is None or not any(node.kind == "actor" for node in first.nodes):
        return None
    lows = [unit.low for unit in filler.units if isinstance(unit, Token)]
    asks = (
        bool(lows)
        and lows[0] in ("how", "what")
        and bool({"do", "does", "did", "has", "have"} & set(lows[:2]))
    )
    return first if asks or first.owns else None


def _body(content: Sequence[Token], names: NameIndex) -> Named | None:
    """The bodies that are called by a common word for one: "the ministry"."""
    if not content or singular_of(content[-1].low) not in lexicon().organs or is_office(content[-1].low):
        return None
    nodes = tuple(
        node for node in names.containing(written(content), frozenset({"actor"})) if node.type != "unnamed"
    )
    return Named(tuple(content), nodes) if nodes else None


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
