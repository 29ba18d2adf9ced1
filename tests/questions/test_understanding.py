"""How plain questions are read, and what comes nearest where nothing answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import UsageError
from kg.questions.tables import Table
from kg.questions.understanding.answering import ask
from tests.builders import make_store
from tests.with_statements import BENEFITS, DANGER, HIT, POSTS, statement_quads

DETERMINED = "Turkey is determined"
STORE = make_store(statement_quads())


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(statement_quads())


def first(table: Table, name: str) -> object:
    return next(iter(table))[name]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("who said what about Sochi", "statements about Sochi memorandum (agreement)."),
        ("sochi?", "statements about Sochi memorandum (agreement)."),
        (
            "please tell me what erdogan said about sochi",
            "statements by Recep Tayyip Erdogan about Sochi memorandum",
        ),
        ("Erdogan on Idlib", "statements by Recep Tayyip Erdogan about Idlib (place)."),
        ("Where did Oktay speak?", "where by Fuat Oktay."),
        (
            "Through which channel did Oktay speak",
            "through what, or on what occasion, something was said by Fuat Oktay",
        ),
        ("Which broadcaster did Oktay speak to?", "to whom something was said by Fuat Oktay."),
        ("When did Erdogan say that", "when by Recep Tayyip Erdogan."),
        (
            "After the talks in Moscow, what did Oktay say about Idlib?",
            "statements by Fuat Oktay about Idlib (place) and “talks” and",
        ),
        ("what did the Today programme say", "statements about “Today programme”."),
        ("What did Ali Bakir say?", "statements by Ali Bakeer."),
        ("where did the talks take place", "where about “talks”."),
        ("how many posts does Turkey have", "figures about “posts” and Turkish government (actor)."),
        ("benefits?", "statements about “benefits”."),
        ("announcements", "statements"),
        # A slip in a common word; what is nearly a name is none.
        ("who says they are surrouned", "statements about “surround”."),
        ("who warned of refugees", "positions with “warned” about “refugees”."),
        ("how many posts are surrounded", "figures about “posts” and “surrounded”."),
        ("why is the Astana process in danger", "reasons about Astana process (agreement) and “danger”."),
        ("is Turkey determined?", "whether it is so about Turkish government (actor) and “determined”."),
        ("who is Ali Bakeer", "who somebody is about Ali Bakeer (actor)."),
        ("Bakeer, who's that?", "who somebody is about Ali Bakeer (actor)."),
        ("what is Bakeer's job", "who somebody is about Ali Bakeer (actor)."),
        ("Bakeer, what does he do?", "who somebody is about Ali Bakeer (actor)."),
        ("ali bakeer??", "who somebody is about Ali Bakeer (actor)."),
        (
            "On whose word is Turkey determined",
            "statements about Turkish government (actor) and “determined”.",
        ),
        (
            "How did Oktay put out that it fell, on TV or in a press release?",
            "through what, or on what occasion, something was said by Fuat Oktay about “fell”.",
        ),
        (
            "In what sort of paper did Oktay speak of Idlib",
            "through what, or on what occasion, something was said by Fuat Oktay about Idlib (place).",
        ),
        ("To which station did the vice-president give his interview", "to whom something was said by"),
        ("Does Oktay want a different answer on Idlib", "whether it is so by Fuat Oktay"),
        ("who says Oktay hides how many posts are surrounded", "statements about"),
        # Whose person speaks, and names that only tell whose something is.
        (
            "what did Erdogan's press man say about Idlib",
            "statements by who is called “press man” of Recep Tayyip Erdogan about Idlib (place).",
        ),
        (
            "what do the Erdogan supporters say on Idlib",
            "statements by who is called “supporters” of Recep Tayyip Erdogan about Idlib (place).",
        ),
        (
            "who backs Erdogan's decision",
            "positions with “backs” about Recep Tayyip Erdogan (actor) and “decision”.",
        ),
        (
            "how should Oktay deal with Aslan",
            "statements about Fuat Oktay (actor) and “deal” and Murat Aslan",
        ),
        ("what did Oktay discuss with Aslan", "to whom something was said by Fuat Oktay to Murat Aslan."),
        # What has the letters of a name, and is none.
        ("I need somebody who says I was wrong about Idlib", "statements about “wrong” and Idlib (place)."),
        ("who is the vice president", "who holds an office about “vice president”."),
        ("which articles mention Astana", "articles about Astana process (agreement)."),
        ("latest statements by Erdogan", "the latest statements by Recep Tayyip Erdogan."),
        ("compare Erdogan and Oktay", "a comparison Recep Tayyip Erdogan and Fuat Oktay."),
        (
            "Erdogan versus Oktay on Idlib",
            "a comparison Recep Tayyip Erdogan and Fuat Oktay about Idlib (place).",
        ),
        ("who disagrees about Idlib", "who disagrees about Idlib (place)."),
        (
            "has Erdogan changed his mind on Idlib",
            "changes of position of Recep Tayyip Erdogan about Idlib (place).",
        ),
        ("how many statements did Erdogan make", "the number of statements by Recep Tayyip Erdogan."),
        ("what did Oktay say abuot Idlib", "statements by Fuat Oktay about Idlib (place)."),
        ("what did Erdogan say on 8 February 2020", "statements by Recep Tayyip Erdogan, 2020-02-08."),
        (
            "what did Erdogan say last week",
            "statements by Recep Tayyip Erdogan, 2020-02-03 to 2020-02-09 (“last week”",
        ),
    ],
)
def test_how_a_question_is_read(store: Store, question: str, reading: str) -> None:
    assert (ask(store, question).understood or "").startswith(reading.removesuffix("."))


@pytest.mark.parametrize(
    ("question", "column", "value"),
    [
        ("Which broadcaster did Oktay speak to?", "told", "NTV"),
        ("where did Cavusoglu talk to reporters", "occasion", "Munich Security Conference"),
        ("through which channel did Oktay speak", "medium", "NTV"),
        ("when did Erdogan say that", "when", "2020-02-08"),
        ("when did Erdogan say that", "precision", "day"),
        ("when was the Sochi deal made", "when", "2018-09"),
        ("when was the Sochi deal made", "precision", "month"),
        ("who is Ali Bakeer", "office", "Analyst"),
        ("who is the vice president", "actor", "Fuat Oktay"),
        ("which articles mention Astana", "article", "b.txt"),
        ("which articles mention Idlib", "article", "a.txt"),
        ("how many statements did Erdogan make", "statements", 1),
        ("is Turkey determined?", "words", "has them"),
        ("is Turkey determined?", "said", DETERMINED),
        ("compare Erdogan and Cavusoglu", "topic", "Sochi memorandum"),
        # Words of another form, of the same meaning, and of a near one.
        ("who spoke about surrounding posts", "said", POSTS),
        ("who spoke of attacking the regime", "said", HIT),
        ("who thinks the process is at risk", "said", DANGER),
    ],
)
def test_the_first_row(store: Store, question: str, column: str, value: object) -> None:
    assert first(ask(store, question), column) == value


def test_a_statement_is_cited_with_its_paragraph(store: Store) -> None:
    row = next(iter(ask(store, "what did Erdogan say about Sochi")))
    names = ("speaker", "said", "said_on", "published", "cite", "paragraph", "confidence")
    assert tuple(row[name] for name in names) == (
        *("Recep Tayyip Erdogan", HIT, "2020-02-08", "2020-02-10"),
        *("a.txt:1-66", 1, 0.9),
    )


def test_a_day_narrows_down(store: Store) -> None:
    assert [row["said"] for row in ask(store, "who spoke about Sochi on 8 February 2020")][:1] == [HIT]
    other = ask(store, "what did Erdogan say in January 2020")
    assert (other.rows, other.notes) == ([], ["1 fit, but are of other days."])


def test_what_has_no_known_day_stands_at_the_end(store: Store) -> None:
    answer = ask(store, "who spoke about Sochi since 2019")
    assert [row["said"] for row in answer] == [HIT, BENEFITS]
    assert answer.notes == ["1 row has no known day, and stands at the end."]


def test_nobody_is_said_to_say_what_others_say(store: Store) -> None:
    answer = ask(store, "what did Oktay say about the Astana process")
    assert answer.notes == ["No statement of Fuat Oktay fits; what comes nearest stands here."]
    assert [(row["speaker"], row["said"]) for row in answer][:1] == [("Fuat Oktay", DETERMINED)]


def test_the_words_of_an_article_are_marked(store: Store) -> None:
    table = ask(store, "who mentions walnuts")
    assert table.rows == []
    assert all(
        str(row["said"]).startswith("[the article's own words]") for row in table if row["kind"] == "article"
    )


def test_names_of_speakers_and_in_the_sentence_are_no_missing_words(store: Store) -> None:
    assert ask(store, "what did the Turkish defense officials say about the posts").notes == []
    table = ask(store, "who met Cavusoglu at the Munich Security Conference")
    assert not any(note.startswith("None of the first rows") for note in table.notes)
    (note,) = ask(store, "who said that Idlib is flooded").notes
    assert note == "None of the first rows has the words “flooded”: nothing says exactly that."


def test_what_only_names_who_is_asked_about_does_not_have_the_words(store: Store) -> None:
    table = ask(store, "is Turkey surrounded")
    assert [(row["said"], row["words"]) for row in table if row["kind"] == "speech"][:2] == [
        (POSTS, "has them"),
        (DETERMINED, None),
    ]


def test_a_sentence_that_quotes_somebody_in_part_tells_what_happens(store: Store) -> None:
    table = ask(store, "did anyone meet in Munich")
    said, words = first(table, "said"), first(table, "words")
    assert str(said).startswith("[the article's own words] Mevlut Cavusoglu told reporters at the Munich")
    # “Are yet to be seen” is what is said there, and negates nothing.
    assert words == "has them"
    # Where a saying is asked for, the statement answers.
    assert all(row["kind"] != "article" for row in ask(store, "who said what about the deals of Sochi"))


def test_filters_and_limit(store: Store) -> None:
    question = "who said what about Sochi"
    assert [row["said"] for row in ask(store, question, taken={"speaker": "Erdogan"})] == [HIT]
    assert ask(store, question, taken={"min_confidence": "0.95"}).rows == []
    limited = ask(store, question, limit=1)
    assert (len(limited), limited.notes) == (1, ["The first 1 of 2 rows."])
    with pytest.raises(UsageError, match="Nothing in the graph is called “Nemo”"):
        ask(store, question, taken={"speaker": "Nemo"})


WORDS = (
    *(
        "who",
        "what",
        "did",
        "say",
        "Erdogan",
        "Erdogan's",
        "about",
        "to",
        "by",
        "of",
        "Sochi",
        "when",
        "how",
        "many",
    ),
    *(
        "compare",
        "and",
        "versus",
        "2018",
        "in",
        "February",
        "since",
        "not",
        "“",
        "”",
        "a.txt",
        "threaten",
        "that",
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_every_question_has_an_answer(question: str) -> None:
    if not any(letter.isalnum() for letter in question):
        with pytest.raises(UsageError, match="The question has no words"):
            ask(STORE, question)
        return
    answer = ask(STORE, question)
    assert answer.understood
    assert all(len(row) == len(answer.columns) for row in answer.rows)
