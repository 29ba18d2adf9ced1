"""Passages of pairs: which words they have, and how these are marked."""

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.stances.pair_passages import TARGET, PairPassage, marked_pair, pair_passage
from kg.extract.stances.passages import CUE, SAID, SOURCE, UNMARKED, Passage, passages_of
from kg.model import Attribution, Layer, Manner, Span
from kg.text.text import Text

TEXT = (
    "The fleet left on Monday. In the evening, Brown warned, to loud applause, that the army would "
    "bomb the port. Nobody was hurt."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def passage() -> Passage:
    content = (span("that the army would bomb the port"),)
    attribution = Attribution("", "", content, span("warned"), (span("Brown"),), False, Manner.INDIRECT, 1.0)
    (found,) = passages_of(attribution, Text(TEXT).words)
    return found


def words_with(mark: int, found: PairPassage) -> str:
    return " ".join(text for text, own in zip(found.texts, found.marks, strict=True) if own == mark)


def test_passage_of_speaker_has_the_sentence_with_its_parts() -> None:
    read = passage()
    texts = [Text(TEXT).words.texts[number] for number in read.numbers]
    army = (texts.index("the"), texts.index("army") + 1)
    assert read.source is not None
    found = pair_passage(read, read.source, army, Layer.SPEECH, Text(TEXT).words)
    assert " ".join(found.texts) == (
        "In the evening , Brown warned , to loud applause , that the army would bomb the port ."
    )
    assert words_with(SOURCE, found) == "Brown"
    assert words_with(CUE, found) == "warned"
    assert words_with(TARGET, found) == "the army"
    assert words_with(SAID, found) == "that would bomb the port"
    assert words_with(UNMARKED, found) == "In the evening , , to loud applause , ."
    assert found.texts[slice(*found.target)] == ["the", "army"]
    assert found.texts[slice(*found.holder)] == ["Brown"]


def test_of_what_is_told_only_holder_and_target_are_marked() -> None:
    read = passage()
    texts = [Text(TEXT).words.texts[number] for number in read.numbers]
    army = (texts.index("the"), texts.index("army") + 1)
    port = (texts.index("port") - 1, texts.index("port") + 1)
    found = pair_passage(read, army, port, Layer.CONTENT, Text(TEXT).words)
    assert words_with(SOURCE, found) == "the army"
    assert words_with(TARGET, found) == "the port"
    assert words_with(CUE, found) == words_with(SAID, found) == ""


def test_sentence_as_a_passage() -> None:
    found = marked_pair(["Brown", "sued", "the", "town"], (0, 1), (2, 4))
    assert found.marks == [SOURCE, UNMARKED, TARGET, TARGET]


@given(
    st.lists(st.sampled_from(["Brown", "said", "the", "army", ".", ",", "\n\n"]), min_size=3, max_size=300)
)
def test_holder_and_target_are_always_in_a_passage_of_few_words(pieces: list[str]) -> None:
    text = Text("Brown said " + " ".join(pieces) + " end")
    words = text.words
    content = (Span(words.starts[2], words.ends[-1]),)
    cue, source = (Span(words.starts[place], words.ends[place]) for place in (1, 0))
    attribution = Attribution("", "", content, cue, (source,), False, Manner.INDIRECT, 1.0)
    for read in passages_of(attribution, words):
        assert read.source is not None
        target = (len(read.numbers) - 1, len(read.numbers))
        found = pair_passage(read, read.source, target, Layer.SPEECH, words)
        assert found.texts[slice(*found.holder)] == ["Brown"]
        assert found.texts[slice(*found.target)] == [words.texts[read.numbers[-1]]]
        assert len(found.texts) == len(found.marks) <= 90
