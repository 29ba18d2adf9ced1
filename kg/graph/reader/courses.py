"""Courses of action that several wordings name: one target of the matrix, where that is sure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.selecting import Iri, grouped
from kg.language.courses import Course, course_of, names_in

_COURSE = "course"


@dataclass(slots=True)
class _Wording:
    """A target in words: who stands toward it, in which articles and statements."""

    node: Node
    course: Course
    holders: dict[Iri, str] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    statements: set[Iri] = field(default_factory=set)

    def fits(self, other: "_Wording") -> bool:
        points_back = self.course.points_back or other.course.points_back
        if points_back and self.articles.isdisjoint(other.articles):
            return False
        if self.course.fits(other.course):
            return True
        if len(self.holders) != 1 or self.holders != other.holders:
            return False
        own = names_in(next(iter(self.holders.values())))
        return self.course.without(own).fits(other.course.without(own))


def same_courses(positions: Iterable[PositionRow]) -> dict[Iri, Node]:
    """Of the targets of `positions` that are words, by IRI, the one that stands for all that name the same.

    It is the wording in most statements, then the shortest. Two name the same if they fit each other
    (`Course.fits`, a name of their one holder aside) and fit the same others. What only points back to
    something ("the plan") fits nothing of another article.
    """
    wordings: dict[Iri, _Wording] = {}
    for one in positions:
        if one.target.kind == _COURSE:
            wording = wordings.setdefault(one.target.iri, _Wording(one.target, course_of(one.target.name)))
            wording.holders[one.holder.iri] = one.holder.name
            wording.articles.add(one.cite.rpartition(":")[0])
            wording.statements.add(one.first)
    found: dict[Iri, Node] = {}
    alike = grouped(wordings.values(), lambda one: (one.course.head, one.course.before, one.course.negated))
    for own in alike.values():
        for together in _alike(own):
            best = min(together, key=lambda one: (-len(one.statements), len(one.node.name), one.node))
            found |= {one.node.iri: best.node for one in together}
    return found


def _alike(wordings: list[_Wording]) -> Iterable[list[_Wording]]:
    """Those of `wordings` that fit each other and the same others, together."""
    fitting = {
        one.node.iri: frozenset(other.node.iri for other in wordings if one.fits(other)) for one in wordings
    }
    return grouped(wordings, lambda one: fitting[one.node.iri]).values()
