"""Files that are not what they seem, packed files, folders, standard input."""

import gzip
import io
import os
import random
import zlib
from itertools import accumulate
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.text.article_files import read_articles
from kg.text.inputs.formats import SUFFIXES
from tests.text.inputs.reading import SAID, html, parquet, pdf, read, web_archive, word_document


def test_packed_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"One.") + gzip.compress(b" Two."))
    (tmp_path / "b.TXT.zst").write_bytes(zstd.compress(b"One.") + zstd.compress(b" Two."))
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(html().encode()))
    (tmp_path / "d.jsonl.zst").write_bytes(zstd.compress(b'{"text": "One."}\n{"text": "Two."}'))
    (tmp_path / "e.parquet.gz").write_bytes(gzip.compress(parquet({"text": ["One."]})))
    (tmp_path / "f.docx.zst").write_bytes(zstd.compress(word_document(["One."])))
    (tmp_path / "g.pdf.gz").write_bytes(gzip.compress(pdf(["One."])))
    articles, errors, _ = read(tmp_path)
    assert [Path(one.path).name for one in articles] == [
        "a.txt.gz",
        "b.TXT.zst",
        "c.html.gz",
        "d.jsonl.zst#1",
        "d.jsonl.zst#2",
        "e.parquet.gz#1",
        "f.docx.zst",
        "g.pdf.gz",
    ]
    assert [one.text for one in articles[:2]] == ["One. Two.", "One. Two."]
    assert errors == []


def test_packings_that_are_damaged(tmp_path: Path) -> None:
    rows = "".join(f'{{"text": "He said {number}: {os.urandom(50).hex()}."}}\n' for number in range(5000))
    (tmp_path / "a.txt.gz").write_bytes(b"not packed")
    (tmp_path / "b.txt.zst").write_bytes(b"not packed")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(rows.encode())[:200_000])
    (tmp_path / "d.jsonl.zst").write_bytes(zstd.compress(rows.encode())[:200_000])
    (tmp_path / "e.txt.gz").write_bytes(b"")
    articles, errors, _ = read(tmp_path)
    # What comes before the damage is read.
    assert {Path(one.path).name for one in articles} >= {"c.jsonl.gz#1", "d.jsonl.zst#1"}
    assert errors == [
        f"{tmp_path}/a.txt.gz cannot be unpacked: it is not .gz, or damaged (Not a gzipped file"
        " (b'no')); get it"
        " anew.",
        f"{tmp_path}/b.txt.zst cannot be unpacked: it is not .zst, or damaged (Unable to decompress Zstandard"
        " data: Unknown frame descriptor); get it anew.",
        f"{tmp_path}/c.jsonl.gz ends too early: its .gz packing is incomplete; get it anew.",
        f"{tmp_path}/d.jsonl.zst ends too early: its .zst packing is incomplete; get it anew.",
        f"{tmp_path}/e.txt.gz is empty.",
    ]


def test_decompression_bombs_are_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"0" * 50_000_000))
    (tmp_path / "b.jsonl.zst").write_bytes(zstd.compress(b"\n" * 80_000_000))
    # One text of a megabyte, of which each row after the first takes some bits.
    (tmp_path / "c.parquet").write_bytes(parquet({"text": [" " * 1_000_000] * 100}))
    advice = "so reading stops there; if it can be trusted, unpack or split it first."
    articles, errors, _ = read(tmp_path)
    assert articles == []
    assert [error.removeprefix(f"{tmp_path}/") for error in errors] == [
        "a.txt.gz is larger than the 16 MiB that its format allows; split it.",
        f"b.jsonl.zst unpacks to more than 100 times its size, {advice}",
        f"c.parquet unpacks to more than 100 times its size, {advice}",
        "c.parquet: left out: 64 without a text (row 1, row 2, row 3, …); the rest is read.",
    ]


def test_files_that_are_not_what_their_names_say(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(pdf(["He said no."]))
    (tmp_path / "b.pdf").write_text("He said no.")
    (tmp_path / "c.csv").write_bytes(word_document([SAID]))
    (tmp_path / "d.xml").write_bytes(gzip.compress(b"<feed/>"))
    (tmp_path / "e.jsonl").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert read(tmp_path).errors == [
        f"{tmp_path}/a.txt is not a text file, but a PDF document; rename it to .pdf.",
        f"{tmp_path}/b.pdf is not a PDF document: its first bytes are those of something else; get"
        " it anew, or give"
        " it the suffix of what it is.",
        f"{tmp_path}/c.csv is not a CSV file, but a ZIP archive, such as a Word document; rename it"
        " to .docx.",
        f"{tmp_path}/d.xml is not an RSS or Atom feed, but packed with gzip; rename it to .gz.",
        f"{tmp_path}/e.jsonl is not JSON Lines, but an old document of Word or Excel; convert it to"
        " text or leave"
        " it out.",
    ]


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("nothing")
    (tmp_path / "b.txt").symlink_to("b.txt")
    os.mkfifo(tmp_path / "c.txt")
    (tmp_path / "d.txt").symlink_to("/dev/zero")
    (tmp_path / "e.txt").write_text("He said no.")
    articles, errors, _ = read(tmp_path, tmp_path / "c.txt", "/dev/zero", "a\0b")
    assert [Path(one.path).name for one in articles] == ["e.txt"]
    advice = "not a file; save it as one, or give it to “-”, standard input."
    assert errors == [
        f"{tmp_path}/a.txt is a link to nothing: nothing does not exist.",
        f"{tmp_path}/b.txt cannot be read: Too many levels of symbolic links.",
        f"{tmp_path}/c.txt is a pipe, {advice}",
        f"{tmp_path}/d.txt is a device, {advice}",
        f"{tmp_path}/c.txt is a pipe, {advice}",
        f"/dev/zero is a device, {advice}",
        "a\0b cannot be read: embedded null byte.",
    ]


def test_a_folder_is_read_sorted_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/c.HTM",
        "a.txt",
        "a/d.jpg",
        "e.jpg",
        "f.tar.gz",
        "README",
        ".hidden.txt",
        ".git/g.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(html() if name.endswith("HTM") else f"He read {name}.")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "cache.sqlite").write_text("")
    (tmp_path / "output" / "h.html").write_text(html())
    articles, errors, notes = read(tmp_path)
    names = [one.path.removeprefix(f"{tmp_path}/") for one in articles]
    assert names == ["a/c.HTM", "a.txt", "b.txt"]
    assert errors == []
    assert notes == [
        f"{tmp_path}: left out 2 .jpg, 1 without a suffix, 1 .tar.gz; kg does not read these formats.",
    ]


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "a.txt").write_text("He said no.")
    list_folder = os.listdir

    def listdir(path: Path) -> list[str]:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    monkeypatch.setattr("os.listdir", listdir)
    articles, errors, _ = read(tmp_path)
    assert [one.text for one in articles] == ["He said no."]
    assert errors == [f"The folder {tmp_path}/locked cannot be read: Permission denied."]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("“Nein”, sagte er.".encode(), "“Nein”, sagte er."),
        (html().encode("utf-16"), f"Road opens\n{SAID}\nIt had been closed because of snow for a week."),
        (html().encode(), f"Road opens\n{SAID}\nIt had been closed because of snow for a week."),
        (gzip.compress(b'{"text": "One."}\n', mtime=0), "One."),
        (
            b'<?xml version="1.0"?><feed><entry><summary>One.</summary></entry></feed>',
            "One.",
        ),
        (parquet({"text": ["One."]}), "One."),
        (zstd.compress(pdf(["One."])), "One."),
        (word_document(["One."]), "One.\nOslo\ttwo days"),
    ],
)
def test_standard_input_shows_its_format(monkeypatch: pytest.MonkeyPatch, content: bytes, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    (article,), errors, _ = read("-")
    assert (article.text, article.path.partition("#")[0], errors) == (text, "stdin", [])


def test_the_format_of_standard_input_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b"text\nOne.\n"))))
    assert [one.path for one in read("-", stdin_format=".csv.gz").articles] == ["stdin#1"]


def test_standard_input_that_is_closed_or_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert read("-").errors == [
        "Standard input is closed; pipe an article into it, or give a file instead of “-”."
    ]
    with Path("/dev/zero").open() as zeros:
        monkeypatch.setattr("sys.stdin", zeros)
        assert read("-").errors == ["stdin is larger than the 16 MiB that its format allows; split it."]


BEGINNINGS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"PAR1",
    b"WARC/1.0\r\n",
    b'{"text": "He said no."}\n',
    b"text,title\n",
    b"<html><body><p>He said no.</p>",
    b"<rss><channel><item><description>He said no.",
    gzip.compress(b"He said no.")[:-4],
    zstd.compress(b"He said no.")[:-4],
    parquet({"text": ["One."]})[:-12],
    word_document(["One."])[:-30],
    pdf(["One."])[:400],
    web_archive([])[:20],
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(BEGINNINGS),
    rest=st.binary(max_size=200),
    suffix=st.sampled_from(SUFFIXES),
    packing=st.sampled_from(["", "", "", ".gz", ".zst"]),
    packed=st.booleans(),
)
def test_any_bytes_under_any_suffix_give_articles_or_errors(
    tmp_path: Path, start: bytes, rest: bytes, suffix: str, packing: str, packed: bool
) -> None:
    content = start + rest
    if packed and packing:
        content = gzip.compress(content) if packing == ".gz" else zstd.compress(content)
    path = tmp_path / f"a{suffix}{packing}"
    path.write_bytes(content)
    articles, errors, notes = read(path)
    assert articles or errors or notes or not content.strip() or suffix in (".csv", ".warc", ".jsonl")
    assert all(error.startswith(str(path)) and error.endswith(".") for error in errors)


def test_all_whole_rows_before_the_damage_of_a_packed_file_are_read(tmp_path: Path) -> None:
    chance = random.Random(1)
    rows = [
        f'{{"text": "He said {number}: {chance.randbytes(40).hex()}."}}\n'.encode() for number in range(3000)
    ]
    for name, packed in (
        ("a.jsonl.gz", gzip.compress(b"".join(rows))),
        ("b.csv.gz", gzip.compress(b"text\n" + b"".join(rows))),
    ):
        (tmp_path / name).write_bytes(packed[: len(packed) // 2])
    whole = len(zlib.decompressobj(31).decompress((tmp_path / "a.jsonl.gz").read_bytes()))
    before = sum(1 for end in accumulate(map(len, rows)) if end <= whole)
    assert len(read(tmp_path / "a.jsonl.gz").articles) == before


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    for name in (b"a\xff.txt", b"b\xff.pdf", b"c.\xff"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("He said no.")
    os.symlink(b"nothing\xff", os.fsencode(tmp_path) + b"/d.txt")
    errors: list[KgError] = []
    notes: list[str] = []
    (article,) = read_articles([str(tmp_path)], errors.append, on_note=notes.append)
    assert article.path == rf"{tmp_path}/a\xff.txt"
    assert [one.path for one in errors] == [rf"{tmp_path}/b\xff.pdf", f"{tmp_path}/d.txt"]
    assert str(errors[1]) == rf"{tmp_path}/d.txt is a link to nothing: nothing\xff does not exist."
    assert notes == [rf"{tmp_path}: left out 1 .\xff; kg does not read these formats."]


def test_what_may_be_a_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("He said no.")
    Path("loop").symlink_to("loop")
    Path("nothing").symlink_to("nowhere")
    # Deeper than the system can name, from the working folder on.
    for _ in range(21):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    os.chdir(tmp_path)
    articles, errors, notes = read(".")
    assert [one.path for one in articles] == ["a.txt"]
    deep = "/".join(["d" * 200] * 21)
    assert errors == [
        f"The folder {deep} cannot be read: File name too long.",
        "The folder loop cannot be read: Too many levels of symbolic links.",
    ]
    assert notes == [".: left out 1 without a suffix; kg does not read these formats."]


def test_a_file_of_no_articles_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n\n")
    (tmp_path / "b.csv").write_text("text,title\n")
    (tmp_path / "c.parquet").write_bytes(parquet({"text": []}))
    assert read(tmp_path) == (
        [],
        [],
        [f"{tmp_path}/{name}: it has no articles." for name in ("a.jsonl", "b.csv", "c.parquet")],
    )
