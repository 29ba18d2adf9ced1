"""How a question was read, in a sentence with the graph's own names, and what else it could mean."""

from kg.questions.understanding.asked import Asked
from kg.questions.understanding.name_spotting import Named, speakers_named
from kg.questions.understanding.question_reading import Reading
from kg.questions.understanding.question_terms import terms_of
from kg.questions.understanding.question_tokens import Token, written
from kg.questions.understanding.question_units import Unit
from kg.questions.understanding.wants import Want

_MOST_NAMES = 3
_WHAT = {
    Want.STATEMENTS: "statements",
    Want.UNSAID: "what was refused or not said",
    Want.DENIED: "what was denied",
    Want.TOLD: "to whom something was said",
    Want.THROUGH: "through what, or on what occasion, something was said",
    Want.WHEN: "when",
    Want.WHERE: "where",
    Want.HOW_MANY: "figures",
    Want.COUNT: "the number of statements",
    Want.WHY: "reasons",
    Want.YES_NO: "whether it is so",
    Want.WHO_IS: "who somebody is",
    Want.WHO_HOLDS: "who holds an office",
    Want.ARTICLES: "articles",
    Want.CONTENTS: "what is said in an article",
    Want.AGREEMENTS: "agreements",
    Want.SPEAKERS: "who speaks",
    Want.COMPARE: "a comparison",
    Want.DISAGREE: "who disagrees",
    Want.CHANGE: "changes of position",
    Want.LATEST: "the latest statements",
    Want.EARLIEST: "the earliest statements",
    Want.ECHOES: "statements that several articles report",
    Want.POSITIONS: "positions",
    Want.DEEDS: "who did what to whom",
}


def reading_words(asked: Asked) -> str:
    """“statements by Jane Doe about the treaty, 2020-02-01 to 2020-02-29. It could also mean: …”."""
    reading = asked.reading
    parts = [_WHAT[reading.want]]
    if reading.act:
        parts.append(f"with “{reading.act.words}”")
    if reading.speaker:
        parts.append(f"{_by(reading)} {_names(asked, reading.speaker, as_speaker=True)}")
    elif reading.role:
        whose = f" of {_names(asked, reading.owner)}" if reading.owner else ""
        parts.append(f"by who is called “{reading.role}”{whose}")
    if reading.listener:
        parts.append(f"to {_names(asked, reading.listener, as_speaker=True)}")
    if reading.parties:
        parts.append(" and ".join(_names(asked, one) for one in reading.parties))
    about = _about(reading)
    about += [
        f"“{words}”" for words in (*reading.quoted, *(reading.unknown if reading.speaker is None else ()))
    ]
    if reading.path:
        about.append(reading.path)
    if about:
        parts.append(f"{'in' if reading.path else 'about'} {' and '.join(dict.fromkeys(about))}")
    said = " ".join(parts)
    if reading.period:
        said += f", {reading.period}"
        if reading.period.counted_from:
            said += (
                f" (“{reading.period.words}” counted from {reading.period.counted_from}, the newest article)"
            )
    others = _others(asked, reading)
    return f"{said}. It could also mean: {'; '.join(others)}." if others else f"{said}."


def _by(reading: Reading) -> str:
    return "of" if reading.want in (Want.POSITIONS, Want.CHANGE, Want.WHO_IS) else "by"


def _names(asked: Asked, named: Named, *, as_speaker: bool = False) -> str:
    nodes = speakers_named(named, asked.names) if as_speaker else named.nodes
    listed = list(dict.fromkeys(node.name for node in nodes))
    more = f" or {len(listed) - _MOST_NAMES} more" if len(listed) > _MOST_NAMES else ""
    return " or ".join(listed[:_MOST_NAMES]) + more or f"“{named.words}”"


def _about(reading: Reading) -> list[str]:
    """Names with their kinds; words that stand side by side together."""
    found: list[str] = []
    words: list[Token] = []
    for unit in [*_terms(reading), None]:
        if isinstance(unit, Token) and (not words or unit.start - words[-1].end <= 1):
            words.append(unit)
            continue
        found += [f"“{written(words)}”"] if words else []
        words = [unit] if isinstance(unit, Token) else []
        found += [_kinds(unit)] if isinstance(unit, Named) else []
    return found


def _kinds(unit: Named) -> str:
    listed = list(dict.fromkeys(f"{node.name} ({node.kind})" for node in unit.nodes))
    return f"{' or '.join(listed[:_MOST_NAMES])}"


def _terms(reading: Reading) -> list[Unit]:
    known = {word for term in terms_of(reading).terms for word in term.words.split()}
    return [
        unit
        for unit in (*reading.subject, *reading.topic, *reading.setting)
        if isinstance(unit, Named) or unit.text in known
    ]


def _others(asked: Asked, reading: Reading) -> list[str]:
    """Other things of the graph that the same words name, and the words themselves."""
    found = []
    for named in reading.names:
        found += [f"the {node.kind} {node.name}" for node in named.others[:_MOST_NAMES]]
        if named in (*reading.topic, *reading.subject) and named.nodes:
            found.append(f"the words “{named.words}”")
        if (
            named is reading.speaker
            and len(named.nodes) == 1
            and reading.want is Want.STATEMENTS
            and not reading.topic
        ):
            found.append(f"statements about {named.nodes[0].name}")
    return list(dict.fromkeys(found))[:_MOST_NAMES]
