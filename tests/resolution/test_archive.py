"""Actors across articles."""

from kg.model import Actor, ActorType, Document, Mention, Reading, Span
from kg.resolution.archive import ActorIndex
from kg.resolution.names import person_id, slug


def reading_of(*names: str, kind: ActorType = ActorType.PERSON) -> Reading:
    identify = person_id if kind is ActorType.PERSON else slug
    mentions = tuple(Mention(Span(0, 1), name, Actor(identify(name), name, kind)) for name in names)
    return Reading(Document("a.txt", "x"), (), mentions)


def renamed(index: ActorIndex, name: str) -> str:
    return index.rename_actor(Actor(person_id(name), name, ActorType.PERSON)).name


def test_a_surname_is_somebodys_where_only_one_has_it() -> None:
    index = ActorIndex()
    index.add(reading_of("Vladimir Putin", "Vladimir Putin", "Hillary Clinton", "Bill Clinton"))
    index.add(reading_of("Putin", "Clinton"))
    assert renamed(index, "Putin") == "Vladimir Putin"
    assert renamed(index, "Clinton") == "Clinton"


def test_forms_of_one_name_become_the_most_frequent() -> None:
    index = ActorIndex()
    index.add(reading_of("Bashar al-Assad", "Bashar al-Assad", "Bashar al Assad", "Bashar Assad"))
    assert renamed(index, "Bashar Assad") == "Bashar al-Assad"
    assert index.rename_actor(Actor("bashar-assad", "Bashar Assad", ActorType.PERSON)).id == "bashar-assad"


def test_the_order_of_articles_changes_nothing() -> None:
    readings = [
        reading_of("Kim Jong-un"),
        reading_of("Kim Jong-il"),
        reading_of("Recep Tayyip Erdoğan", "Erdogan"),
    ]
    forward, backward = ActorIndex(), ActorIndex()
    for reading in readings:
        forward.add(reading)
    for reading in reversed(readings):
        backward.add(reading)
    for name in ("Kim Jong-un", "Kim Jong-il", "Erdogan"):
        assert renamed(forward, name) == renamed(backward, name)
    assert renamed(forward, "Kim Jong-il") == "Kim Jong-il"


def test_an_organ_has_one_name() -> None:
    index = ActorIndex()
    forms = ("Turkish Defence Ministry", "Turkish Defence Ministry", "Turkish Defense Ministry")
    actors = [Actor("turkish-defence-ministry", name, ActorType.GOVERNMENT) for name in forms]
    mentions = tuple(Mention(Span(0, 1), one.name, one) for one in actors)
    index.add(Reading(Document("a.txt", "x"), (), mentions))
    assert {index.rename_actor(one).name for one in actors} == {"Turkish Defence Ministry"}
