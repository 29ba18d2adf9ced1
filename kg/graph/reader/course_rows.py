"""Courses of action that several wordings name: one target of the matrix, where that is sure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.selecting import Iri, grouped
from kg.language.courses import Course, course_of, names_in

_COURSE = "course"


@dataclass(slots=True)
class _Wording:
    """A target in words of one article: who stands toward it, and in which statements."""

    node: Node
    course: Course
    article: str
    holders: dict[Iri, str] = field(default_factory=dict)
    statements: set[Iri] = field(default_factory=set)


_Group = list[_Wording]
"""Wordings of one course of action."""


def same_courses(positions: Iterable[PositionRow]) -> dict[Iri, Node]:
    """Of the targets of `positions` that are words, by IRI, the one that stands for all that name the same.

    It is the wording in most statements, then the shortest. Two name the same if they fit each other
    (`Course.fits`) and fit the same others; a name before the head does not count if it is that of the one
    holder of both. What only points back ("the plan") belongs to what it fits in its own article.
    """
    wordings: dict[Iri, _Wording] = {}
    for one in positions:
        if one.target.kind == _COURSE:
            words = _Wording(one.target, course_of(one.target.name), one.path)
            wording = wordings.setdefault(one.target.iri, words)
            wording.holders[one.holder.iri] = one.holder.name
            wording.statements.add(one.first)
    whole = [one for one in wordings.values() if not one.course.points_back]
    groups = {key: _twins(own) for key, own in grouped(whole, lambda one: one.course.key).items()}
    _join_own_names(groups)
    together = [group for own in groups.values() for group in own]
    _join_pointing(together, [one for one in wordings.values() if one.course.points_back])
    found: dict[Iri, Node] = {}
    for group in together:
        best = min(group, key=lambda one: (-len(one.statements), len(one.node.name), one.node))
        found |= {one.node.iri: best.node for one in group}
    return found


def _twins(wordings: _Group) -> list[_Group]:
    """Those of `wordings` that fit each other and the same others, together."""
    courses = dict.fromkeys(one.course for one in wordings)
    fitting = {one: frozenset(other for other in courses if one.fits(other)) for one in courses}
    return list(grouped(wordings, lambda one: fitting[one.course]).values())


def _join_own_names(groups: dict[Hashable, list[_Group]]) -> None:
    """Put the wordings with a name of their one holder to those without it that are theirs alone, too."""
    for key, own in list(groups.items()):
        for group in list(own):
            holders = {iri: name for one in group for iri, name in one.holders.items()}
            names = names_in(next(iter(holders.values())))
            bare = [one.course.without(names) for one in group]
            if len(holders) > 1 or bare[0].key == key:
                continue
            fitting = [
                other
                for other in groups.get(bare[0].key, ())
                if all(one.holders.keys() == holders.keys() for one in other)
                and all(one.fits(two.course) for one in bare for two in other)
            ]
            if len(fitting) == 1:
                fitting[0].extend(group)
                own.remove(group)


def _join_pointing(groups: list[_Group], pointing: _Group) -> None:
    """Put each wording that points back to the one group that it fits in its article, else to a new one."""
    by_article: dict[str, list[_Group]] = {}
    for group in groups:
        for article in {one.article for one in group}:
            by_article.setdefault(article, []).append(group)
    for own in grouped(pointing, lambda one: (one.article, one.course)).values():
        article, course = own[0].article, own[0].course
        fitting = [
            group
            for group in by_article.get(article, ())
            if any(one.article == article and one.course.fits(course) for one in group)
        ]
        if len(fitting) == 1:
            fitting[0].extend(own)
        else:
            groups.append(own)
