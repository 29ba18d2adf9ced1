"""Turns of transcripts and interviews: what a labelled paragraph says is a statement of who is named there.

The label is the source, so there is no cue. "A:" names nobody: the answers of an interview are those of the
one person whom the article names before it begins, and "Q:" is of the outlet that met that person.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.attributions import Decoded
from kg.extract.outlets import abbreviated, interviewing
from kg.extract.rereading import may_be_inner
from kg.model import Manner, Name, Span
from kg.text.part import TURNS, Part, PartKind
from kg.text.part_patterns import part_patterns
from kg.text.span_index import SpanIndex
from kg.text.text import Text
from kg.text.turn_labels import is_sure
from kg.text.words import Words
from kg.text.written import FILLER, without_fillers

# How sure it is that a turn is a statement of the one whom its label names, or of the one interviewed.
_LABELLED, _INTERVIEWED = 0.95, 0.85
# A shorter label in capitals is an acronym ("WN", "BBC").
_SHORTEST_SURNAME = 4
_CONTINUES = frozenset({PartKind.BODY, PartKind.BULLET})
# "((Dana Holt))", "DANA HOLT, FISH BOARD:", "TOM HALE (on the phone):".
_SPEAKER = re.compile(r"\(*(?P<name>[^:,()]*[^:,()\s])")
_STAGE_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")
# "I told", "we have always said"; the words of who speaks.
_SELF_BEFORE = re.compile(r"\b(?:I|[Ww]e|[Yy]ou)(?:'\w+)?(?: \w+){0,2} $")
_INITIALS = re.compile(r"[A-Z.]{1,6}")


@dataclass(frozen=True, slots=True)
class Turns:
    """The statements that are turns, and the names of people in their labels."""

    statements: list[Decoded]
    names: list[Name]


def find_turns(text: Text, names: list[Name]) -> Turns:
    """The turns of `text`; `names` are those that the model found in it.

    A paragraph without a label continues the turn before it; after the last label only if no paragraph stands
    before the first one. It continues the turn of a label that is not sure (`is_sure`) only if it reports
    nothing and the article is mostly turns. Questions that nobody answers have one paragraph.
    """
    statements: list[Decoded] = []
    speakers: list[Name] = []
    stretches = _stretches(text)
    if not stretches:
        return Turns([], [])
    start = text.parts[stretches[0][0]].span.start
    introduced = _people_before(start, names, text)
    outlet = interviewing(names, start, text)
    opening = _opening_question(stretches[0][0], text) if outlet else None
    if opening is not None:
        stretches.insert(0, [opening])
    bodies = {
        _read(name.span, text).lower(): name.kind for name in names if name.kind in {"organisation", "place"}
    }
    for number, *more in stretches:
        part = text.parts[number]
        source, inherited = _source(part, introduced, text)
        is_question = part.kind is PartKind.QUESTION or number == opening
        if source is None and is_question and outlet:
            source, inherited = outlet.span, True
        elif source and not inherited and (meant := _abbreviated(source, names, text)):
            speakers.append(Name(source, meant.kind))
            source, inherited = meant.span, True
        if source and not inherited:
            kind = bodies.get(_read(source, text).lower())
            speakers += [Name(source, kind)] if kind else _name(source, introduced, text)
        statements += [
            Decoded(
                content=(content,),
                cue=None,
                source=(source,) if source else (),
                confidence=_INTERVIEWED if inherited else _LABELLED,
                source_inherited=inherited,
                manner=Manner.DIRECT,
            )
            for paragraph in (number, *more)
            if (content := _content(text.parts[paragraph], text))
        ]
    return Turns(statements, speakers)


def add_turns(attributions: list[Decoded], turns: list[Decoded], words: Words) -> list[Decoded]:
    """The turns, and the attributions outside them or, with somebody else as source, inside one of them."""
    index = SpanIndex([one.content[0] for one in turns], lambda span: span)

    def is_kept(one: Decoded) -> bool:
        spans = [*one.source, *one.content, *([one.cue] if one.cue else [])]
        around = [index.around(span.start) for span in spans]
        if not any(around) and not any(index.starting_in(span) for span in spans):
            return True
        return (
            may_be_inner(one, words)
            and around[0] is not None
            and all(around[0].contains(span) for span in spans)
        )

    return [*filter(is_kept, attributions), *turns]


def _stretches(text: Text) -> list[list[int]]:
    """The numbers of the paragraphs of each turn; a heading ends it, and what cannot belong to it."""
    stretches: list[list[int]] = []
    is_open = has_body_before = is_label_sure = False
    kinds = {part.kind for part in text.parts} & TURNS
    is_asked_only = kinds == {PartKind.QUESTION}
    may_continue = _is_mostly_turns(text.parts, text)
    for number, part in enumerate(text.parts):
        if part.kind in TURNS:
            stretches.append([number])
            is_open = True
            is_label_sure = part.kind is not PartKind.TURN or is_sure(_label(part, text))
        elif part.kind in {PartKind.HEADLINE, PartKind.SUBHEADING}:
            is_open = False
        elif is_open and part.kind in _CONTINUES:
            is_first = len(stretches[-1]) == 1 and _is_label_only(text.parts[stretches[-1][0]], text)
            goes_on = is_label_sure or (may_continue and not _reports(part, text))
            is_open = is_first or (goes_on and not is_asked_only)
            if is_open:
                stretches[-1].append(number)
        has_body_before |= not stretches and part.kind is PartKind.BODY
    if has_body_before and stretches:
        del stretches[-1][1 + _is_label_only(text.parts[stretches[-1][0]], text) :]
    labels = {_label(part, text) for one in stretches if (part := text.parts[one[0]]).label}
    if len(labels) == 1 < len(stretches):
        stretches = list(_without_questions(stretches, text))
    return stretches


def _is_mostly_turns(parts: Sequence[Part], text: Text) -> bool:
    """Whether half of the paragraphs from the first turn on have a label or are questions."""
    first = next((number for number, part in enumerate(parts) if part.kind in TURNS), len(parts))
    kinds = Counter(part.kind for part in parts[first:] if not _asks(part, text))
    return sum(kinds[kind] for kind in TURNS) >= sum(kinds[kind] for kind in _CONTINUES)


def _asks(part: Part, text: Text) -> bool:
    return part.kind is PartKind.BODY and part.span.of(text.written).endswith("?")


def _reports(part: Part, text: Text) -> bool:
    """Whether a paragraph reports, outside quotation marks, what somebody else than its speaker says."""
    words = re.sub(r'"[^"]*"?', " ", part.span.of(text.view))
    return not _asks(part, text) and any(
        not _SELF_BEFORE.search(words, max(0, match.start() - 30), match.start())
        for match in part_patterns().reporting.finditer(words)
    )


def _opening_question(first: int, text: Text) -> int | None:
    """The number of the question without a label right before the first turn, an answer; or None."""
    is_asked = first > 0 and _asks(text.parts[first - 1], text)
    return first - 1 if is_asked and not text.parts[first].span.of(text.written).endswith("?") else None


def _without_questions(stretches: list[list[int]], text: Text) -> Iterator[list[int]]:
    """The turns of the one speaker, and apart from them the questions, which have no label."""
    for first, *more in stretches:
        questions = [one for one in more if _asks(text.parts[one], text)]
        asked = set(questions)
        yield [first, *(one for one in more if one not in asked)]
        yield from ([one] for one in questions)


def _label(part: Part, text: Text) -> str:
    return part.label.of(text.written) if part.label else ""


def _read(span: Span, text: Text) -> str:
    return without_fillers(span.of(text.written))


def _is_label_only(part: Part, text: Text) -> bool:
    return (
        part.label is not None and not without_fillers(text.written[part.label.end : part.span.end]).strip()
    )


def _content(part: Part, text: Text) -> Span | None:
    """The paragraph behind its label; None for stage directions ("[Applause]") and empty turns."""
    start = part.label.end if part.label else part.span.start
    words = text.written[start : part.span.end]
    spoken = words.strip(f" \t\n\r{FILLER}")
    if not any(character.isalnum() for character in spoken) or _STAGE_DIRECTION.fullmatch(spoken):
        return None
    start += words.index(spoken)
    return Span(start, start + len(spoken))


def _source(part: Part, introduced: list[Name], text: Text) -> tuple[Span | None, bool]:
    """Who speaks in a turn, and whether that is a name before the turns instead of the label."""
    if part.kind is PartKind.ANSWER:
        return (introduced[0].span, True) if len(introduced) == 1 else (None, False)
    if part.kind is PartKind.QUESTION or part.label is None:
        return None, False
    match = _SPEAKER.match(_label(part, text))
    if match is None:
        return None, False
    label = match["name"]
    if not any(character.isalpha() for character in label):
        return None, False
    if _INITIALS.fullmatch(label):
        meant = [one for one in introduced if _initials(one, text) == label.replace(".", "")]
        if len(meant) == 1:
            return meant[0].span, True
    start = part.label.start + match.start("name")
    return Span(start, start + len(label.rstrip("."))), False


def _abbreviated(label: Span, names: list[Name], text: Text) -> Name | None:
    """The organisation that a label in capitals abbreviates ("WN": Wikinews)."""
    letters = _read(label, text)
    return abbreviated(letters, names, text) if _INITIALS.fullmatch(letters) else None


def _people_before(offset: int, names: list[Name], text: Text) -> list[Name]:
    """The people named before `offset`, each by the longest name that has its last word."""
    found: dict[str, Name] = {}
    for name in names:
        if name.kind == "person" and name.span.end <= offset:
            words = _read(name.span, text)
            last = words.split()[-1].lower()
            if last not in found or len(words) > len(_read(found[last].span, text)):
                found[last] = name
    return list(found.values())


def _initials(name: Name, text: Text) -> str:
    return "".join(word[0] for word in _read(name.span, text).split())


def _name(source: Span, introduced: list[Name], text: Text) -> Iterator[Name]:
    """The name in a label: what is left without titles, if anything is.

    One word alone ("Courier") is a person's only if it is of a name introduced before, or a surname in
    capitals; an acronym ("WN") is an organisation's, mostly of the one who asks.
    """
    titles = part_patterns().speaker_titles
    written = source.of(text.written)
    words = without_fillers(written).split()
    length = max(
        (n for n in range(len(words) + 1) if " ".join(words[:n]).replace(".", "").upper() in titles),
        default=0,
    )
    known = {word.lower() for name in introduced for word in _read(name.span, text).split()}
    is_surname = len(words[-1]) >= _SHORTEST_SURNAME and words[-1].isupper()
    if len(words) == 1 and words[0].lower() not in known and not is_surname:
        if words[0].isupper() and len(words[0]) > 1:
            yield Name(source, "organisation")
        return
    if length < len(words) and words[0].upper() != "THE":
        name = written.split(None, length)[-1].lstrip(FILLER)
        yield Name(Span(source.end - len(name), source.end), "person")
