"""Merging of actors across articles."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.language.folding import slug
from kg.language.personal_names import person_id
from kg.model import Actor, ActorMention, ActorType, Article, ArticleReading, Role, Span
from kg.resolve.bodies.groups import group
from tests.archive.with_archive_index import across


def reading_of(*names: str, kind: ActorType = ActorType.PERSON, gender: str | None = None) -> ArticleReading:
    """A reading of an article that consists of these names."""
    identify = person_id if kind is ActorType.PERSON else slug
    mentions = tuple(
        ActorMention(Span(0, 1), name, Actor(identify(name), name, kind, gender=gender)) for name in names
    )
    return ArticleReading(Article("a.txt", "x", ("a.txt",)), (), mentions)


def with_role(reading: ArticleReading, office: str) -> ArticleReading:
    """The reading with an office of its first name."""
    actor = reading.mentions[0].entity
    assert isinstance(actor, Actor)
    return replace(reading, roles=((actor, Role(office, Span(0, 1))),))


def names_across(*readings: ArticleReading) -> list[list[str]]:
    """The merged names of each article."""
    return [[mention.entity.name for mention in one.mentions] for one in across(*readings)]


def test_surname_with_one_owner_is_resolved() -> None:
    full = reading_of("Vladimir Putin", "Vladimir Putin", "Hillary Clinton", "Bill Clinton")
    assert names_across(full, reading_of("Putin", "Clinton"))[1] == ["Vladimir Putin", "Clinton"]


def test_gender_distinguishes_namesakes() -> None:
    full = [reading_of("Hillary Clinton", gender="female"), reading_of("Bill Clinton", gender="male")]
    assert names_across(*full, reading_of("Clinton", gender="female"))[2] == ["Hillary Clinton"]
    assert names_across(*full, reading_of("Clinton", gender="male"))[2] == ["Bill Clinton"]


def test_office_distinguishes_namesakes() -> None:
    full = [with_role(reading_of("Jane Doe"), "Finance Minister"), with_role(reading_of("Ann Doe"), "judge")]
    assert names_across(*full, with_role(reading_of("Doe"), "the minister"))[2] == ["Jane Doe"]
    assert names_across(*full, with_role(reading_of("Doe"), "former minister"))[2] == ["Doe"]


def in_article(name: str, reading: ArticleReading) -> ArticleReading:
    """The reading as that of the article `name`."""
    return replace(reading, article=Article(name, "x", (f"{name}.txt",)))


def test_surname_that_several_have_is_one_actor_an_article() -> None:
    full = [reading_of("Charlie King"), reading_of("Larry King")]
    alone = [in_article("one", reading_of("King")), in_article("two", reading_of("King"))]
    assert [one.mentions[0].entity.id for one in across(*full, *alone)[2:]] == [
        "king-person-one",
        "king-person-two",
    ]


def test_given_name_alone_is_one_actor_an_article() -> None:
    readings = across(in_article("one", reading_of("Melanie")), in_article("two", reading_of("Melanie")))
    assert [one.mentions[0].entity.id for one in readings] == ["melanie-person-one", "melanie-person-two"]


def test_only_name_that_is_nobody_elses_is_one_actor() -> None:
    for name, identifier in (("Guccifer", "guccifer-person"), ("Pope Francis", "francis-person")):
        readings = across(in_article("one", reading_of(name)), in_article("two", reading_of(name)))
        assert {one.mentions[0].entity.id for one in readings} == {identifier}


def test_use_in_archive_does_not_decide_between_people_of_the_article() -> None:
    used = [in_article(str(number), reading_of("Hillary Clinton")) for number in range(20)]
    alone = ActorMention(Span(2, 3), "Clinton", Actor("hillary-clinton", "Hillary Clinton", ActorType.PERSON))
    used = [replace(one, mentions=(*one.mentions, alone)) for one in used]
    assert names_across(*used, reading_of("Bill Clinton"), reading_of("Clinton"))[21] == ["Hillary Clinton"]
    both = reading_of("Hillary Clinton", "Bill Clinton", "Clinton")
    assert names_across(*used, both)[20] == ["Hillary Clinton", "Bill Clinton", "Clinton"]


def test_second_surname_is_left_out_in_other_articles() -> None:
    full = reading_of("Ricardo Rosselló Nevares")
    actor = full.mentions[0].entity
    assert isinstance(actor, Actor)
    called = replace(full, mentions=(*full.mentions, ActorMention(Span(2, 3), "Rosselló", actor)))
    readings = across(called, reading_of("Ricardo Rosselló"), reading_of("Rosselló"))
    assert {mention.entity.id for one in readings for mention in one.mentions} == {"ricardo-rossello"}
    apart = across(full, reading_of("Ricardo Rosselló"))
    assert apart[0].mentions[0].entity.id != apart[1].mentions[0].entity.id


def test_given_name_alone_is_not_merged() -> None:
    assert names_across(reading_of("Hillary Clinton"), reading_of("Hillary"))[1] == ["Hillary"]


def test_most_frequent_form_is_used() -> None:
    forms = reading_of("Bashar al-Assad", "Bashar al-Assad", "Bashar al Assad", "Bashar Assad")
    assert set(names_across(forms)[0]) == {"Bashar al-Assad"}
    assert {mention.entity.id for mention in across(forms)[0].mentions} == {"bashar-assad"}


def test_different_middle_names_are_not_merged() -> None:
    (reading,) = across(reading_of("María Luisa García", "María Elena García", "María García"))
    assert [mention.entity.id for mention in reading.mentions] == [
        "maria-luisa-garcia",
        "maria-elena-garcia",
        "maria-garcia",
    ]


def test_name_without_first_part() -> None:
    readings = across(reading_of("Ana Lucia Rivera", "Ana Lucia Rivera"), reading_of("Lucia Rivera"))
    assert {mention.entity.id for one in readings for mention in one.mentions} == {"lucia-rivera"}


def test_surname_of_two_words_is_not_full_name() -> None:
    readings = across(reading_of("Debbie Wasserman Schultz"), reading_of("Wasserman Schultz"))
    assert {mention.entity.id for one in readings for mention in one.mentions} == {"deborah-schultz"}


def test_generations_are_not_merged() -> None:
    (reading,) = across(reading_of("Kim Jong-un", "Kim Jong-il", "George W. Bush", "George H. W. Bush"))
    assert len({mention.entity.id for mention in reading.mentions}) == 4


def test_identifier_is_independent_of_other_articles() -> None:
    one = across(reading_of("Joe Biden"), reading_of("Ford", kind=ActorType.ORGANISATION))
    other = across(reading_of("Joseph R. Biden", "Ford"))
    assert one[0].mentions[0].entity.id == other[0].mentions[0].entity.id == "joseph-biden"
    assert one[1].mentions[0].entity.id == "ford"
    assert other[0].mentions[1].entity.id == "ford-person"


def test_given_names_that_look_like_particles() -> None:
    readings = across(
        reading_of("Al Gore", "Tipper Gore"), reading_of("Gore"), reading_of("Van Jones", "Doug Jones")
    )
    names = [[mention.entity.id for mention in one.mentions] for one in readings]
    assert names == [["al-gore", "tipper-gore"], ["gore-person-a-txt"], ["van-jones", "douglas-jones"]]


def test_hyphenated_given_name_alone_is_not_merged() -> None:
    readings = across(reading_of("Park Geun-hye"), reading_of("Geun-hye"))
    assert [one.mentions[0].entity.id for one in readings] == ["park-geun-hye", "geun-hye-person-a-txt"]


def test_king_is_not_merged_with_namesake_by_surname() -> None:
    assert names_across(reading_of("LeBron James"), reading_of("King James"))[1] == ["King James"]


def test_registry_identifier_is_kept() -> None:
    registered = Actor("george-w-bush", "George W. Bush", ActorType.PERSON)
    known = ArticleReading(
        Article("a.txt", "x", ("a.txt",)), (), (ActorMention(Span(0, 1), "George W. Bush", registered),)
    )
    readings = across(known, reading_of("George Bush", "George Bush", "George Bush"))
    assert {mention.entity.id for one in readings for mention in one.mentions} == {"george-w-bush"}


def test_group_of_renamed_members() -> None:
    def together(*members: Actor) -> ArticleReading:
        return ArticleReading(
            Article("a.txt", "x", ("a.txt",)), (), (ActorMention(Span(0, 1), "both", group(list(members))),)
        )

    joe, joseph, jane = (
        Actor(person_id(name), name, ActorType.PERSON) for name in ("Joe Roe", "Joseph P. Roe", "Jane Doe")
    )
    readings = across(together(joe, jane), together(jane, joseph), reading_of("Joe Roe"))
    assert {one.mentions[0].entity for one in readings[:2]} == {group([jane, joe])}


def test_acronym_is_expanded() -> None:
    actor = Actor("world-food-programme", "World Food Programme", ActorType.ORGANISATION)
    explained = ArticleReading(
        Article("a.txt", "x", ("a.txt",)), (), (ActorMention(Span(0, 3), "WFP", actor),)
    )
    bare = reading_of("WFP", kind=ActorType.ORGANISATION)
    assert names_across(explained, bare)[1] == ["World Food Programme"]


def test_name_has_most_frequent_type() -> None:
    bank = reading_of("Goldman Sachs", "Goldman Sachs", kind=ActorType.ORGANISATION)
    readings = across(bank, reading_of("Goldman Sachs"))
    assert {mention.entity for one in readings for mention in one.mentions} == {
        Actor("goldman-sachs", "Goldman Sachs", ActorType.ORGANISATION)
    }


def test_actor_has_one_name_and_type() -> None:
    headline = reading_of("JANE DOE", kind=ActorType.ORGANISATION)
    readings = across(reading_of("Jane Doe", "Jane Doe"), headline, reading_of("Jane M. Doe"))
    assert {mention.entity for one in readings for mention in one.mentions} == {
        Actor("jane-doe", "Jane Doe", ActorType.PERSON)
    }


def test_organ_has_one_name() -> None:
    forms = ("Turkish Defence Ministry", "Turkish Defence Ministry", "Turkish Defense Ministry")
    actors = [Actor("turkish-defence-ministry", name, ActorType.GOVERNMENT) for name in forms]
    mentions = tuple(ActorMention(Span(0, 1), one.name, one) for one in actors)
    (reading,) = across(ArticleReading(Article("a.txt", "x", ("a.txt",)), (), mentions))
    assert {mention.entity.name for mention in reading.mentions} == {"Turkish Defence Ministry"}


_NAMES = [
    "Ann Doe",
    "Ann B. Doe",
    "Ann C. Doe",
    "Doe",
    "Ann",
    "Bea Ann Doe",
    "Joe Roe",
    "Joseph Roe",
    "Roe",
    "Joe Roe Jr.",
    "Ana Fuentes Salas",
    "Ana Fuentes",
    "Fuentes",
    "Pope Leo",
    "Leo",
]


@given(
    st.lists(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4), max_size=6).flatmap(
        lambda articles: st.tuples(st.just(articles), st.permutations(articles))
    )
)
def test_order_of_articles_does_not_matter(both: tuple[list[list[str]], list[list[str]]]) -> None:
    def named(articles: list[list[str]]) -> set[tuple[str, ...]]:
        given = [reading_of(*names) for names in articles]
        return {
            (*(one.text for one in after.mentions), *(one.entity.id for one in after.mentions))
            for after in across(*given)
        }

    assert named(both[0]) == named(both[1])


def test_bodies_whose_names_differ_in_spaces_are_one() -> None:
    organisation = ActorType.ORGANISATION
    often = [reading_of("Real Clear Politics", kind=organisation) for _ in range(2)]
    assert names_across(*often, reading_of("RealClearPolitics", kind=organisation))[2] == [
        "Real Clear Politics"
    ]
