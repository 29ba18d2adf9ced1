"""Plain questions: a documented handful of forms, each answered by a canned query.

The forms stand in `FORMS`, with an example each; `kg ask --help` and docs/questions.md show them.
"""

import re
from dataclasses import dataclass

from pyoxigraph import Store

from kg.errors import UsageError
from kg.questions.canned import canned_query, run_canned
from kg.questions.names import NameIndex
from kg.questions.tables import Table
from kg.resolution.lexicon import lexicon, singular

_ACTOR = frozenset({"actor"})


@dataclass(frozen=True, slots=True)
class Form:
    """A form of question: how it is worded, the query that answers it, and an example."""

    pattern: re.Pattern[str]
    query: str
    example: str


def _form(pattern: str, query: str, example: str) -> Form:
    return Form(re.compile(rf"\s*{pattern}\s*[?.!]*\s*", re.IGNORECASE), query, example)


_SAY = r"(?:say|said|says|tell|told|state|stated|claim|claimed|think|thinks|write|wrote|declare|declared)"
_TALK = r"(?:spoke|spoken|speaks|talked|talks|commented)"
_ABOUT = r"(?:about|on|of|regarding|concerning|over)"

FORMS = (
    _form(
        rf"who (?:has |have )?{_SAY} what(?: {_ABOUT} (?P<about>.+?))?",
        "who-said-what",
        "who said what about NATO",
    ),
    _form(
        rf"who (?:has |have )?(?:{_SAY} (?:something|anything)|{_TALK}) {_ABOUT} (?P<about>.+?)",
        "who-said-what",
        "who spoke about the cease-fire",
    ),
    _form(
        rf"what (?:was|is|has been|have been) said {_ABOUT} (?P<about>.+?)",
        "who-said-what",
        "what was said about refugees",
    ),
    _form(
        rf"what (?:did|has|have) (?P<speaker>.+?) (?:tell|told) (?P<to>.+?)(?: {_ABOUT} (?P<about>.+?))?",
        "who-told-whom",
        "what did Zarif tell reporters about the talks",
    ),
    _form(r"who told (?:whom|who) what", "who-told-whom", "who told whom what"),
    _form(r"who told (?P<to>.+?) what", "who-told-whom", "who told the BBC what"),
    _form(
        r"(?:which|what) statements (?:are|were) (?:reported|printed|carried) (?:twice|by several articles)",
        "echoes",
        "which statements are reported by several articles",
    ),
    _form(
        rf"what (?:did|do|does|has|have) (?P<who>.+?) {_SAY}(?: {_ABOUT} (?P<about>.+?))?",
        "who-said-what",
        "what did analysts say about the peace process",
    ),
    _form(
        r"who (?:mentions|mentioned|refers to|referred to|names|named|talks of) (?P<about>.+?)",
        "who-mentions",
        "who mentions the Paris Agreement",
    ),
    _form(
        r"(?:which|what) agreements (?:does|do|did) (?P<speaker>.+?) (?:mention|refer to|name)",
        "agreements",
        "which agreements does Merkel mention",
    ),
    _form(
        r"(?:which|what) agreements(?: are (?:there|mentioned|named))?",
        "agreements",
        "which agreements are mentioned",
    ),
    _form(r"who (?:speaks|spoke|is quoted|are the actors|are the speakers)", "actors", "who speaks"),
    _form(
        r"(?:who are the|which) (?P<role>[\w' -]+?)(?: (?:speak|spoke|are quoted|said something))?",
        "speakers-by-role",
        "who are the analysts",
    ),
    _form(
        r"(?:what is|what was|who is|who was) (?:said|quoted) in (?P<article>\S+)",
        "statements-in-article",
        "what is said in articles/0815.txt",
    ),
    _form(
        rf"who {_SAY} (?:that )?[\"“']?(?P<about>.+?)[\"”']?",
        "who-said-what",
        "who said “no possibility of withdrawing”",
    ),
)


def ask(store: Store, question: str) -> Table:
    """The answer to a plain question.

    Raises `UsageError` for a question of no known form, with the forms, and for an unknown name,
    with the nearest ones.
    """
    for form in FORMS:
        match = form.pattern.fullmatch(question)
        if match is None:
            continue
        values = {name: _cleaned(value) for name, value in match.groupdict().items() if value}
        index = NameIndex(store) if values else None
        if index is not None and "who" in values:
            who = values.pop("who")
            values = {_speaker_or_role(who, index): who} | values
        return run_canned(store, canned_query(form.query), values, index)
    examples = "\n".join(f"  {form.example}" for form in FORMS)
    raise UsageError(f"I do not understand “{question}”. These I understand:\n{examples}")


def _speaker_or_role(who: str, index: NameIndex) -> str:
    """Whether "what did X say" asks for somebody by name or by office."""
    words = [word for word in re.findall(r"[\w'-]+", who) if word.lower() != "the"]
    head = singular(words[-1].lower()) if words else ""
    named = index.find(who, _ACTOR)
    if head in lexicon().offices and (who.lower() == who or not named.entities or named.slip):
        return "role"
    return "speaker"


def _cleaned(value: str) -> str:
    value = value.strip().strip("\"“”'‘’")
    return re.sub(r"^the\s+", "", value, flags=re.IGNORECASE) or value
