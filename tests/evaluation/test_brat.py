"""Brat folders, in both layouts, good and bad."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation.brat import read_attributions, read_marked_texts
from kg.model import Span

TEXT = "Brown said it was late. Lee agreed.\n"
ANNOTATION = (
    "T1\tSource 0 5\tBrown\n"
    "T2\tCue 6 10\tsaid\n"
    "T3\tContent 11 13;18 22\tit late\n"
    "T4\tAttribution 6 10\tsaid\n"
    "E1\tAttribution:T4 Content1:T3 Cue:T2 Source:T1\n"
    "#1\tAnnotatorNotes E1\tunsure\n"
)


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def test_an_annotation_beside_its_text(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "a.ann": ANNOTATION})
    (marked,) = read_marked_texts(tmp_path)
    assert marked.path == tmp_path / "a.txt"
    assert marked.attributions == [
        {"source": (Span(0, 5),), "cue": (Span(6, 10),), "content": (Span(11, 13), Span(18, 22))}
    ]


def test_of_several_annotators_the_first_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"text/a.txt": TEXT, "attributions/a_zoe.ann": "", "attributions/a_ann.ann": ANNOTATION},
    )
    (marked,) = read_marked_texts(tmp_path)
    assert len(marked.attributions) == 1


def test_an_event_may_stand_before_its_spans_and_a_covered_text_may_hold_a_line_break(tmp_path: Path) -> None:
    lines = ANNOTATION.splitlines(keepends=True)
    path = tmp_path / "a.ann"
    path.write_text(lines[4] + "T3\tContent 11 13\tit\nThe rest\n" + lines[0] + lines[1], encoding="utf-8")
    assert [one["content"] for one in read_attributions(path, TEXT)] == [(Span(11, 13),)]


def test_an_event_without_cue_or_content_is_no_attribution(tmp_path: Path) -> None:
    path = tmp_path / "a.ann"
    path.write_text("T1\tSource 0 5\tBrown\nE1\tAttribution:T1 Source:T1\n", encoding="utf-8")
    assert read_attributions(path, TEXT) == []


def test_a_folder_without_annotation_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.ann": ANNOTATION})
    with pytest.raises(InputError, match=r"has no annotated text: NAME\.ann beside NAME\.txt"):
        list(read_marked_texts(tmp_path))


def test_a_span_beyond_the_text_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "Brown said", "a.ann": ANNOTATION})
    with pytest.raises(InputError, match=r"a\.ann, line 3, is not a span of its text: Content"):
        list(read_marked_texts(tmp_path))
