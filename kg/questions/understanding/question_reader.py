"""A question read, from its words to what is wanted of whom about what."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from kg.acts.scheme import Scheme
from kg.language.lexicon import is_office
from kg.language.stems import stem
from kg.model import ActorType
from kg.questions.name_index import NameIndex
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.name_spotting import ACTOR, Named, spot_names
from kg.questions.understanding.periods import Period
from kg.questions.understanding.question_reading import Reading
from kg.questions.understanding.question_slots import Slots
from kg.questions.understanding.question_speaker import with_speaker
from kg.questions.understanding.question_tokens import Token, phrase_at, plainer, quoted_in, tokenise, written
from kg.questions.understanding.question_units import Unit, content_of, filled, trimmed, without_media
from kg.questions.understanding.wants import Want, find_want, without_opening

_PATH = re.compile(
    r"(?<!\w)(?=\S*[\w)])(?:\S+/\S+|\S+\.(?:txt|html?|json|jsonl|csv|xml|docx|pdf|warc))(?=[\s?!]|$)"
)
_INTRODUCED = re.compile(
    r"(?is)\s*(?P<intro>(?:after|before|when|while|since|if|as|in|on|at|during|following|with|once|despite)\s"
    r"[^?,]*(?:,[^?,]*)?),\s*(?P<main>(?:who|whom|whose|what|which|where|when|how|why|did|does|do|has|have|had|is|"
    r"are|was|were|will|would|can|could)\b.*)"
)
_FOR_A_PIECE = re.compile(
    r"(?i)\s*for (?:a|an|my|our|the|this) (?:\w+ )?(?:piece|story|article|report|column|feature|profile) "
    r"(?:on|about) (?P<intro>[^?:,]*)(?:[:,]|(?=\bI\b|\bwe\b))\s*(?P<main>.*)"
)
_AFTER_COLON = re.compile(
    r"(?is)(?P<intro>[^?]*):\s+(?P<main>(?:who|whom|whose|what|which|where|when|how|why|did|does|do|is|are|was|"
    r"were|has|have|had)\b.*)"
)
_QUESTION_WORDS = frozenset({"who", "what", "which", "whose", "whom", "how", "when", "where", "why"})
_LEAST_CORRECTED, _LEAST_COMMON = 4, 7
# Words from a verb to its object ("gave his first public interview"), and those that no object has.
_LONGEST_OBJECT = 5
_NO_OBJECT = frozenset({"to", "that", "about", "on", "in", "for", "and", "of", "by", "with", "after"})


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
    rest = _main_first(rest)
    period: Period | None = None
    if today:
        # Imported on first use: few questions name a time.
        from kg.questions.understanding.time_words import find_period

        period, rest = find_period(rest, today)
    tokens = _plain(without_opening(_corrected(tokenise(rest), known, names)))
    want, tokens = find_want(tokens)
    unsaid, tokens = _unsaid(tokens)
    units = spot_names(tokens, names)
    reading = _slots(units, want, names, scheme)
    reading = replace(reading, question=question.strip(), period=period, quoted=tuple(quoted), unsaid=unsaid)
    if path and not reading.names:
        return replace(reading, want=Want.CONTENTS, path=path[0].strip("“”\"'?!"))
    return _finished(reading, want, units)


def _main_first(question: str) -> str:
    """`question` with an introduction after what it introduces: "after the talks, what did X say"."""
    for pattern in (_FOR_A_PIECE, _AFTER_COLON, _INTRODUCED):
        if found := pattern.match(question):
            return f"{found['main'].rstrip(' ?.!')} {found['intro'].strip()}"
    return question


def _corrected(tokens: list[Token], known: Callable[[str], bool], names: NameIndex) -> list[Token]:
    """`tokens` with slips put right in the words by which questions are read ("abuot"), and in common ones.

    What is nearly a name is left alone; a common word that is meant is one that the graph has.
    """
    words = ask_words()
    found = []
    for one in tokens:
        if (
            len(one.low) >= _LEAST_CORRECTED
            and (one.text.islower() or not one.start)
            and one.low not in words.all_words
            and one.stem not in words.common
            and not known(one.low)
        ):
            near = _one_off(one.low, words.all_words)
            if near is None and len(one.low) >= _LEAST_COMMON and not names.nearest(one.low, ACTOR):
                near = _one_off(one.stem, words.common)
                near = near if near and near[:1] == one.low[:1] and known(near) else None
            one = replace(one, low=near, text=near, stem=stem(near)) if near else one
        found.append(one)
    return found


def _one_off(word: str, words: Collection[str]) -> str | None:
    """One of `words` that differs from `word` by one slip of the pen, or None.

    Of several one with the same first letter, in which slips are rare, and the first by the alphabet.
    """
    # Imported on first use: few questions have a slip.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)
    return min((one for one, _, _ in found), key=lambda one: (one[:1] != word[:1], one), default=None)


def _plain(tokens: list[Token]) -> list[Token]:
    """`tokens` in plainer words: "on whose word" is "who said", "gave an interview" is "spoke"."""
    words = ask_words()
    size = phrase_at(tokens, 0, words.who_says)
    if size and size < len(tokens):
        tokens = plainer(tokens, 0, size, ("who", "said", "that"))
    for at, one in enumerate(tokens):
        if not at or one.stem not in words.light:
            continue
        noun = next(
            (
                end
                for end in range(at + 1, min(at + _LONGEST_OBJECT, len(tokens)))
                if tokens[end].stem in words.plain_sayings
            ),
            None,
        )
        if noun is not None and not any(between.low in _NO_OBJECT for between in tokens[at:noun]):
            return plainer(tokens, at, noun + 1, ("speak",))
    return tokens


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
        if tokens[at].text.lower() in (
            "didn't",
            "didn’t",
            "won't",
            "won’t",
            "doesn't",
            "doesn’t",
            "hasn't",
            "hasn’t",
        ):
            left = [*tokens[:at], replace(tokens[at], low="did", text="did"), *tokens[at + 1 :]]
            if any(one.stem in words.comments for one in tokens[at:]) and tokens[0].low in _QUESTION_WORDS:
                return "refused,negated", left
    return "", tokens


def _slots(units: Sequence[Unit], want: Want | None, names: NameIndex, scheme: Scheme) -> Reading:
    filler = Slots(units, scheme, asks_listener=want is Want.TOLD)
    filler.fill()
    slots = filler.slots
    verb = filler.units[filler.verb_at] if filler.verb_at >= 0 else None
    topic = [*slots["object"], *slots["topic"]]
    listener = next((one for one in slots["listener"] if isinstance(one, Named)), None)
    if listener is None and not filler.told:
        heard = content_of(slots["listener"])
        if heard and filler.act is None and isinstance(verb, Token) and verb.stem in filler.words.tell:
            listener = Named(tuple(heard), names.find(written(heard), frozenset({"actor"})).entities)
    else:
        topic += [one for one in slots["listener"] if one is not listener]
    reading = Reading(
        "", want or Want.STATEMENTS, verb=verb.stem if isinstance(verb, Token) else "", act=filler.act
    )
    reading = replace(
        reading,
        listener=listener,
        told=filler.told,
        setting=tuple(filled(slots["setting"])),
        topic=tuple(trimmed(topic)),
        about=filler.about,
        subject=tuple(filled(slots["subject"])),
        passive=filler.act is not None and bool(slots["speaker"]),
        named_source=filler.act is None and bool(slots["speaker"]),
    )
    return with_speaker(reading, slots, filler, names)


def _finished(reading: Reading, want: Want | None, units: Sequence[Unit]) -> Reading:
    """`reading` with what is wanted, where only the verb and the names tell it."""
    words = ask_words()
    first = units[0].low if units and isinstance(units[0], Token) else ""
    lows = [unit.low for unit in units if isinstance(unit, Token)]
    stems = {unit.stem for unit in units if isinstance(unit, Token)}
    names = [unit for unit in units if isinstance(unit, Named)]
    if want is Want.COMPARE:
        parties = tuple(dict.fromkeys(names))[:2]
        if len(parties) == 2:
            has_topic = reading.about or reading.verb
            rest = tuple(one for one in reading.topic if one not in parties) if has_topic else ()
            return replace(reading, parties=parties, topic=rest, speaker=None, subject=())
        return replace(reading, want=Want.STATEMENTS)
    if want is Want.HOW_MANY and units and isinstance(units[0], Token) and units[0].stem in words.counted:
        who = next((one for one in reading.subject if isinstance(one, Named)), reading.speaker)
        topic = tuple(one for one in reading.topic if one != units[0])
        return replace(reading, want=Want.COUNT, speaker=who, topic=topic, subject=())
    if want is Want.THROUGH:
        # "… on TV, in a press release": what may be the answer, not words that are said.
        return replace(reading, topic=without_media(reading.topic), setting=without_media(reading.setting))
    if want is Want.WHO_IS and (len(names) != 1 or not any(node.kind == "actor" for node in names[0].nodes)):
        return replace(
            reading, want=Want.WHO_HOLDS if any(is_office(low) for low in lows) else Want.STATEMENTS
        )
    if want is Want.SPEAKERS and reading.period is not None:
        return replace(reading, want=Want.STATEMENTS)
    if want is not None:
        return reading
    if len(names) == 1 and _asks_who(names[0], lows):
        return replace(reading, want=Want.WHO_IS, speaker=None, subject=(names[0],), topic=())
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
    if reading.told or (reading.listener and not reading.speaker and not content_of(reading.topic)):
        return replace(reading, want=Want.TOLD)
    if reading.listener and not reading.about:
        return replace(reading, want=Want.TOLD)
    if first in ("who", "whos", "which") and not reading.verb:
        return _who(reading, lows, names)
    return reading


def _asks_who(named: Named, lows: list[str]) -> bool:
    """Whether beside a name nothing but words stand that ask who it is; none need stand beside a person's."""
    if not set(lows) <= ask_words().who_is_words:
        return False
    is_person = any(one.type == ActorType.PERSON for one in named.nodes)
    return is_person or bool({"who", "whos"} & set(lows) and any(one.kind == "actor" for one in named.nodes))


def _who(reading: Reading, lows: list[str], names: list[Named]) -> Reading:
    """Who somebody is, or who holds an office: "who is X", "who is the defence minister"."""
    words = ask_words()
    rest = [low for low in lows if low not in words.stops | words.auxiliaries]
    offices = [low for low in rest if is_office(low)]
    if names and names[0].owns and len(names) == 1 and len(rest) == 1 and stem(rest[0]) in words.choices:
        # "X's candidate": whom X is for.
        return replace(reading, want=Want.POSITIONS, speaker=names[0], subject=(), topic=(), act=None)
    is_asked = (len(lows) > 1 and lows[1] in ("is", "was", "are", "were")) or lows[:1] == ["which"]
    if is_asked and names and not rest and len(names) == 1:
        return replace(reading, want=Want.WHO_IS)
    if is_asked and offices and len(rest) <= 4:
        return replace(reading, want=Want.WHO_HOLDS)
    return reading
