"""When two statements are echoes: each is judged by the two alone.

*Blocking* selects what is compared: statements of one speaker that share two adjacent content words, and that
twice; quotations that share three, if a speaker is unknown. *Comparison* aligns the words of a pair. Nearly
all words of the shorter one, by weight, must be in the longer one (containment, Broder 1997), or a long
stretch must be equal; numbers and negations must not contradict.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from kg.archive.echoes.likeness import compare
from kg.archive.echoes.wordings import Wording, content_of, weigh, wording_of
from kg.archive.pairs.blocks import MOST_DAYS, UNDATED, Candidate, Pair, block_key, day_of, is_near
from kg.model import ActorType, ArticleReading, Manner

REACH = 20
"""Places in a block between statements that are compared, at most."""
MOST_LINKS = 8
"""Links of a statement to earlier ones, at most."""
# Thresholds of the comparison, set on pairs from PolNeAR train and dev (benchmarks/README.md).
# The weight of a word is 1 if it is rare, and near 0 if all wordings contain it.
_MIN_SHARE = 0.9
_MIN_WORDS = 3
_MIN_WEIGHT = 1.4
# If a date is unknown, or both reports are indirect and differ ("to ban …" is frequent).
_MIN_WEIGHT_DOUBTFUL = 2.5
_MIN_RUN = 5
_MIN_STRETCH = 8
_MIN_STRETCH_SHARE = 0.6
_MIN_STRETCH_WEIGHT = 1.8
# If a speaker is unknown.
_MIN_WORDS_UNNAMED = 5
_MIN_STRETCH_UNNAMED = 10
# Rounded estimates from that sample.
_SURE, _LIKELY = 0.98, 0.9

SPEAKER, QUOTATION, COPY = "speaker", "quotation", "copy"
"""The kinds of blocks: of a known speaker's statements, of quotations, of statements in the same words."""


class Telling(msgspec.Struct, frozen=True, array_like=True):
    """A statement that an article tells, as it is compared with others.

    `speaker` is None if the article names nobody; `day` is that of publication, as in a block.
    """

    name: str
    article: str
    speaker: str | None
    day: int
    manner: Manner
    words: Wording


def tellings_of(reading: ArticleReading) -> Iterator[Telling]:
    """The said speech of an article that has enough content to be recognised."""
    day = day_of(reading.article.published_on)
    for statement in reading.statements:
        if not statement.is_said_speech:
            continue
        actor = statement.speaker.actor if statement.speaker else None
        speaker = actor.id if actor and actor.type is not ActorType.UNNAMED else None
        if speaker is None and statement.manner is not Manner.DIRECT:
            continue
        words = wording_of(statement.text)
        if len(set(content_of(words))) >= _MIN_WORDS and weigh(words) >= _MIN_WEIGHT:
            yield Telling(statement.id, reading.article.id, speaker, day, statement.manner, words)


def speaker_keys(telling: Telling) -> frozenset[int]:
    """The blocks of a known speaker's statement: two adjacent content words, in either order."""
    if telling.speaker is None:
        return frozenset()
    content = content_of(telling.words)
    return frozenset(block_key(telling.speaker, *sorted(pair)) for pair in pairwise(content))


def quotation_keys(telling: Telling) -> frozenset[int]:
    """The blocks of a quotation, whoever speaks: three adjacent content words."""
    if telling.manner is not Manner.DIRECT:
        return frozenset()
    content = content_of(telling.words)
    return frozenset(block_key(*words) for words in zip(content, content[1:], content[2:], strict=False))


def copy_key(telling: Telling) -> int:
    """The block of the statements of one speaker, or of nobody known, in the same words."""
    speaker = () if telling.speaker is None else (telling.speaker,)
    return block_key(" ".join(telling.words), *speaker)


def compared(earlier: Telling, later: Telling, block: str) -> Candidate | None:
    """The earlier of two statements that share blocks as a candidate of the later one, or None.

    `block` is the kind of the blocks: each pair is judged in one of them.
    """
    is_copy = (
        earlier.speaker == later.speaker
        and earlier.words == later.words
        and _is_close(earlier.day, later.day)
    )
    if is_copy != (block == COPY) or earlier.article == later.article:
        return None
    if block == QUOTATION and None not in (earlier.speaker, later.speaker):
        return None
    if not is_near(earlier.day, later.day):
        return None
    confidence = _confidence(earlier, later)
    if confidence is None:
        return None
    return Candidate((-confidence, float(earlier.day)), earlier.name, confidence, block)


Copy = tuple[int, str, str]
"""Day, name and article of a statement among those of one speaker in the same words."""


def copy_heads(copies: Sequence[Copy]) -> set[str]:
    """The statements that stand for their copies in other blocks: the first of each ten days.

    `copies` are sorted, and have all of the ten days of which they have any.
    """
    firsts: dict[int, str] = {}
    for day, name, _ in copies:
        firsts.setdefault(day // MOST_DAYS, name)
    return set(firsts.values())


def copy_links(copies: Sequence[Copy]) -> Iterator[Pair]:
    """Each copy with the first one, of another article, of the ten days before it.

    `copies` are sorted. So a thousand copies make a thousand links; those without a date are linked with each
    other.
    """
    start = 0
    for place, (day, name, article) in enumerate(copies):
        while not _is_close(copies[start][0], day):
            start += 1
        others = (copies[one][1] for one in range(start, place) if copies[one][2] != article)
        first = next(others, None)
        if first is not None:
            yield first, name


def _is_close(day: int, other: int) -> bool:
    """Whether both days are known and near, or both unknown."""
    return abs(day - other) <= MOST_DAYS


def _confidence(one: Telling, other: Telling) -> float | None:
    """The confidence that both report one statement, or None if they do not."""
    likeness = compare(one.words, other.words, least_share=_MIN_STRETCH_SHARE)
    if likeness is None or likeness.words < _MIN_WORDS:
        return None
    contained = likeness.share >= _MIN_SHARE
    if None in (one.speaker, other.speaker):
        verbatim = likeness.words >= _MIN_WORDS_UNNAMED and likeness.stretch >= _MIN_STRETCH_UNNAMED
        return _SURE if contained and verbatim else None
    whole = likeness.whole >= _MIN_SHARE
    dated = UNDATED not in (one.day, other.day)
    reworded = one.manner is other.manner is Manner.INDIRECT and one.words != other.words
    least = _MIN_WEIGHT if dated and not reworded else _MIN_WEIGHT_DOUBTFUL
    if likeness.weight >= least and (whole or (contained and likeness.run >= _MIN_RUN)):
        return _SURE
    quoted = Manner.INDIRECT not in (one.manner, other.manner)
    long = likeness.stretch >= _MIN_STRETCH and likeness.stretch_weight >= _MIN_STRETCH_WEIGHT
    return _LIKELY if quoted and long else None
