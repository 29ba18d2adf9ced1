"""Whether the speaker that is given is the one whom a reader noted."""

from kg.evaluation.reading import ReadStatement
from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon
from kg.language.personal_names import bare_name, is_surname_of, name_parts, same_person
from kg.model import ActorType, Statement

SMALL = frozenset({"the", "of", "for", "and", "a", "in", "on"})
"""Words that two names may have in common by chance."""


def read_statement(statement: Statement) -> ReadStatement:
    """What was read of `statement`."""
    speaker = statement.speaker
    return ReadStatement(
        statement.content,
        statement.kind,
        statement.unsaid,
        statement.confidence,
        speaker.actor.name if speaker else None,
        speaker.actor.type.value if speaker else None,
        speaker.confidence if speaker else 0.0,
    )


def is_same_speaker(given: ReadStatement, marked: ReadStatement) -> bool:
    """Whether a given statement has the speaker that a reader noted; if unnamed, a word in common."""
    if marked.speaker is None or given.speaker is None:
        return marked.speaker is None and (given.speaker is None or given.speaker_type == ActorType.UNNAMED)
    if marked.speaker_type == ActorType.UNNAMED:
        words, others = (set(map(fold, words_of(name))) - SMALL for name in (given.speaker, marked.speaker))
        return bool(words & others) if given.speaker_type == ActorType.UNNAMED else others <= words
    if ActorType.PERSON in {given.speaker_type, marked.speaker_type}:
        return is_called(given.speaker, marked.speaker, "person")
    country, other = (
        lexicon().country_of(name.removeprefix("the ").removesuffix(" government"))
        for name in (given.speaker, marked.speaker)
    )
    is_same_country = country is not None and country == other
    return is_same_country or is_called(given.speaker, marked.speaker, "organization")


def is_called(given: str, name: str, kind: str) -> bool:
    """Whether both names can be of one bearer: a surname, or part of an organisation's name, is enough."""
    if fold(given) == fold(name):
        return True
    if kind == "person":
        one, other = bare_name(given), bare_name(name)
        short = is_surname_of(one, other) or is_surname_of(other, one) or name_parts(one) == name_parts(other)
        return short or (" " in one and " " in other and same_person(one, other))
    words, others = ({fold(word) for word in words_of(one)} - SMALL for one in (given, name))
    return bool(words and others) and (words <= others or others <= words)
