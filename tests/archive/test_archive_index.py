"""The index of an archive that grows: what it says depends on its readings alone."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.archive.index import ArchiveIndex
from kg.language.folding import slug
from kg.language.personal_names import person_id
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Agreement,
    AgreementMention,
    Article,
    ArticleReading,
    Attribution,
    Candidate,
    Layer,
    Manner,
    Mention,
    PartialDate,
    Place,
    PlaceMention,
    Polarity,
    Position,
    Role,
    Span,
    Statement,
    Target,
)
from kg.resolve.bodies.groups import group
from tests.archive.with_archive_index import archive_index

_SPAN = Span(0, 1)


def _person(name: str, gender: str | None = None) -> Actor:
    return Actor(person_id(name), name, ActorType.PERSON, gender=gender)


def _body(name: str, kind: ActorType = ActorType.ORGANISATION) -> Actor:
    return Actor(slug(name), name, kind)


_MALTA = Actor("maltese-government", "Maltese government", ActorType.GOVERNMENT)
# Actors with the words that mention them.
_ACTORS = [
    *((_person(name), name) for name in ("Ann Doe", "Ann B. Doe", "Ann C. Doe", "Bea Ann Doe", "ANN DOE")),
    *((_person(name), name) for name in ("Bea Doe", "Ann", "Doe", "B. Doe", "Pope Leo", "Leo", "Van Doe")),
    *((_person(name), name) for name in ("Joe Roe", "Joseph Roe", "Joe Roe Jr.", "Joe Adam Roe", "Roe")),
    *((_person(name), name) for name in ("Ana Fuentes Salas", "Ana Fuentes", "Fuentes", "Jan Van Doe")),
    *((_person("Ann Doe", gender), "Doe") for gender in ("female", "male")),
    *((_person("Doe", gender), "Doe") for gender in ("female", "male")),
    (_person("Bea Doe", "female"), "Bea Doe"),
    (_person("Jan Doe", "male"), "Doe"),
    (_person("Ana Fuentes Salas"), "Fuentes"),
    (Actor("annie", "Ann Doe", ActorType.PERSON), "Doe"),
    (Actor("annie", "Annie Poe", ActorType.PERSON), "Annie Poe"),
    *((_body(name), name) for name in ("Doe", "Ann Doe", "World Food Program", "WFP", "A.B.C.", "JAR")),
    *((_body(name), name) for name in ("Real Clear Press", "RealClear Press", "REALCLEAR PRESS")),
    (_body("World Food Program"), "WFP"),
    (_body("Wide Field Party", ActorType.GROUP), "WFP"),
    (_MALTA, "Malta"),
    (group([_person("Ann Doe"), _person("Roe"), _MALTA]), "they"),
    *((Actor("unnamed-x-voters", name, ActorType.UNNAMED), name) for name in ("voters", "Voters")),
]
_OFFICES = ["finance minister", "judge", "foreign minister of Malta", "former foreign minister of Malta"]
_AGREEMENTS = [
    Agreement("oslo-agreement", "Oslo Accord", "treaty"),
    Agreement("oslo-treaty", "Oslo Treaty", "treaty"),
    Agreement("oslo-deal-1998", "Oslo Deal", "treaty", date=PartialDate("1998")),
    Agreement("oslo-deal-1999", "Oslo Deal", "treaty", date=PartialDate("1999")),
    Agreement(
        "oslo-1998-pact", "Oslo Pact", "treaty", parties=("Malta", "Oman"), date=PartialDate("1998-03")
    ),
    Agreement("treaty-between-malta-and-oman", "treaty", "treaty", parties=("Malta", "Oman")),
    Agreement("cease-fire-03-04", "cease-fire", "cease-fire", date=PartialDate("--03-04")),
    Agreement("cease-fire-2020", "cease-fire", "cease-fire", date=PartialDate("2020-03-04")),
    Agreement("oslo", "Oslo Process", "treaty", aliases=("Oslo",)),
    Agreement("a-truce", "truce", "cease-fire", is_local=True),
]
_PLACES = [Place("oslo", "Oslo"), Place("oslo", "OSLO"), Place("rome", "Rome")]


@st.composite
def _readings(draw: st.DrawFn) -> ArticleReading:
    """A small reading; names, acronyms, initials and agreements are likely to be those of others, too."""
    actors = draw(st.lists(st.sampled_from(_ACTORS), min_size=1, max_size=4))
    mentions: list[Mention] = [ActorMention(_SPAN, words, actor) for actor, words in actors]
    for agreement in draw(st.lists(st.sampled_from(_AGREEMENTS), max_size=2)):
        told = draw(st.sampled_from([None, "proposed", "in force"]))
        mentions.append(AgreementMention(_SPAN, agreement.name, agreement, status=told))
    mentions += [
        PlaceMention(_SPAN, one.name, one) for one in draw(st.lists(st.sampled_from(_PLACES), max_size=1))
    ]
    roles = [
        (actor, Role(office, _SPAN))
        for actor, _ in actors
        if actor.type is ActorType.PERSON and (office := draw(st.sampled_from([None, None, *_OFFICES])))
    ]
    day = draw(st.sampled_from([None, date(2020, 1, 1), date(2021, 1, 1)]))
    article = Article("x", "x", ("x.txt",), published_on=day)
    return ArticleReading(
        article, tuple(draw(st.lists(_statements(), max_size=2))), tuple(mentions), tuple(roles)
    )


@st.composite
def _statements(draw: st.DrawFn) -> Statement:
    """A statement with a position, or a turn of an interview, whose label is the name."""
    speaker = draw(st.sampled_from(_ACTORS))[0]
    other, words = draw(st.sampled_from(_ACTORS))
    attribution = Attribution(
        "st-1",
        text="x",
        content=(_SPAN,),
        cue=None,
        source=(_SPAN,),
        source_inherited=False,
        manner=Manner.DIRECT,
        confidence=1.0,
    )
    holder = ActorMention(_SPAN, speaker.name, speaker)
    target = Target(_SPAN, words, draw(st.sampled_from([other, _MALTA])))
    position = Position("po-1", Layer.SPEECH, holder, "ACCUSE", Polarity.OPPOSES, target, None, 0.8)
    doubt = (Candidate(other, 0.4), Candidate(draw(st.sampled_from(_ACTORS))[0], 0.4))
    return Statement.of(
        attribution,
        article="x",
        speaker=holder,
        positions=(position,),
        candidates=draw(st.sampled_from([(), doubt])),
    )


def _in_article(name: str, reading: ArticleReading) -> ArticleReading:
    return replace(reading, article=replace(reading.article, id=name))


# Portions of articles that are new, replaced or (None) removed; a number of copies of an article makes it
# often used.
_CHANGES = st.tuples(
    st.sampled_from("abcdef"), st.one_of(_readings(), _readings(), st.none()), st.sampled_from([1, 1, 1, 11])
)
_PORTIONS = st.lists(st.lists(_CHANGES, min_size=1, max_size=4), min_size=1, max_size=5)
Portions = list[list[tuple[str, ArticleReading | None, int]]]


def _renamed(index: ArchiveIndex, readings: dict[str, ArticleReading]) -> dict[str, ArticleReading]:
    return {article: index.renamed(reading) for article, reading in readings.items()}


@settings(deadline=None, max_examples=50)
@given(_PORTIONS)
def test_portions_replacements_and_removals_do_not_matter(portions: Portions) -> None:
    readings: dict[str, ArticleReading] = {}
    before: dict[str, ArticleReading] = {}
    with archive_index() as index:
        for portion in portions:
            replaced = set()
            for name, reading, copies in portion:
                for article in (f"{name}{number}" for number in range(copies)):
                    replaced.add(article)
                    readings.pop(article, None)
                    if reading is not None:
                        readings[article] = _in_article(article, reading)
                    index.replace(article, readings.get(article))
            stale = set(index.settle())
            now = _renamed(index, readings)
            changed = {one for one in before.keys() & now.keys() if before[one] != now[one]}
            assert changed - replaced <= stale
            before = now
    with archive_index() as fresh:
        for article, reading in sorted(readings.items(), reverse=True):
            fresh.replace(article, reading)
        assert list(fresh.settle()) == []
        assert _renamed(fresh, readings) == before


def _of_names(*names: str) -> ArticleReading:
    mentions = tuple(ActorMention(_SPAN, name, _person(name)) for name in names)
    return ArticleReading(Article("x", "x", ("x.txt",)), (), mentions)


def test_articles_that_are_told_the_same_are_not_stale() -> None:
    with archive_index() as index:
        index.replace("full", _of_names("Ann Doe"))
        index.replace("short", _of_names("Doe"))
        assert list(index.settle()) == []
        index.replace("again", _of_names("Ann Doe", "Doe", "Bea Roe"))
        index.replace("middle", _of_names("Ann B. Doe"))
        assert list(index.settle()) == []


def test_articles_that_are_told_otherwise_are_stale() -> None:
    with archive_index() as index:
        index.replace("full", _of_names("Ann Doe"))
        index.replace("short", _of_names("Doe"))
        index.replace("other", _of_names("Joe Roe"))
        index.settle()
        index.replace("second", _of_names("Jan Doe"))
        assert list(index.settle()) == ["short"]
        index.replace("second", None)
        assert list(index.settle()) == ["short"]
        # Of names that are as frequent, the longest.
        index.replace("longer", _of_names("Bea Ann Doe"))
        assert list(index.settle()) == ["full", "short"]
        index.replace("longer", _of_names("ANN DOE"))
        index.replace("full", None)
        assert list(index.settle()) == ["short"]
        assert [one.entity.name for one in index.renamed(_of_names("Doe")).mentions] == ["ANN DOE"]
