"""Plain questions: a documented handful of forms, each answered by a canned query.

The forms stand in `FORMS`, with an example each; `kg ask --help` and docs/questions.md show them. The verbs
of positions are those of the graph's scheme of acts.
"""

import re
from dataclasses import dataclass

from kg.acts.scheme import NO_POSITION, Scheme
from kg.errors import UsageError
from kg.graph.reader.lookup import scheme_of
from kg.graph.store import Store
from kg.language.lexicon import lexicon, singular
from kg.questions.canned import run_canned
from kg.questions.name_index import NameIndex
from kg.questions.tables import Table

_ACTOR = frozenset({"actor"})


@dataclass(frozen=True, slots=True)
class Form:
    """A form of question: how it is worded, the query that answers it, and an example."""

    wording: str
    """A regular expression, with VERB for the verbs of the scheme."""
    query: str
    example: str

    def match(self, question: str, scheme: Scheme) -> re.Match[str] | None:
        """The match if `question` is of this form."""
        wording = self.wording
        if "VERB" in wording:
            wording = wording.replace("VERB", f"(?P<verb>{_verbs(scheme)})")
        return re.fullmatch(rf"\s*{wording}\s*[?.!]*\s*", question, re.IGNORECASE)


def _verbs(scheme: Scheme) -> str:
    """The words for acts and polarities as alternatives, the longest first."""
    words = {word for labels in scheme.polarities.values() for word in labels}
    words |= {word for act in scheme.acts.values() if act.root != NO_POSITION for word in act.labels}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_SAY = r"(?:say|said|says|tell|told|state|stated|claim|claimed|think|thinks|write|wrote|declare|declared)"
_TALK = r"(?:spoke|spoken|speaks|talked|talks|commented)"
_ABOUT = r"(?:about|on|of|regarding|concerning|over)"
_POSITION = r"(?:positions?|stance|stand|view|views|attitude)"
_TOWARD = r"(?:on|toward|towards|about|regarding|concerning|to|of)"
_BE = r"(?:(?:is|are|was|were|has|have|had|has been|have been) )?"
_DO = r"(?:did|does|do|has|have|had|is|are|was|were)"

FORMS = (
    Form(
        rf"who (?:has |have )?{_SAY} what(?: {_ABOUT} (?P<about>.+?))?",
        "who-said-what",
        "who said what about NATO",
    ),
    Form(
        rf"who (?:has |have )?(?:{_SAY} (?:something|anything)|{_TALK}) {_ABOUT} (?P<about>.+?)",
        "who-said-what",
        "who spoke about the cease-fire",
    ),
    Form(
        rf"what (?:was|is|has been|have been) said {_ABOUT} (?P<about>.+?)",
        "who-said-what",
        "what was said about refugees",
    ),
    Form(
        rf"what (?:did|has|have) (?P<speaker>.+?) (?:tell|told) (?P<to>.+?)(?: {_ABOUT} (?P<about>.+?))?",
        "who-told-whom",
        "what did Zarif tell reporters about the talks",
    ),
    Form(r"who told (?:whom|who) what", "who-told-whom", "who told whom what"),
    Form(r"who told (?P<to>.+?) what", "who-told-whom", "who told the BBC what"),
    Form(
        r"(?:which|what) statements (?:are|were) (?:reported|printed|carried) (?:twice|by several articles)",
        "echoes",
        "which statements are reported by several articles",
    ),
    Form(
        rf"what (?:did|do|does|has|have) (?P<who>.+?) {_SAY}(?: {_ABOUT} (?P<about>.+?))?",
        "who-said-what",
        "what did analysts say about the peace process",
    ),
    Form(
        r"who (?:mentions|mentioned|refers to|referred to|names|named|talks of) (?P<about>.+?)",
        "who-mentions",
        "who mentions the Paris Agreement",
    ),
    Form(
        r"(?:which|what) agreements (?:does|do|did) (?P<speaker>.+?) (?:mention|refer to|name)",
        "agreements",
        "which agreements does Merkel mention",
    ),
    Form(
        r"(?:which|what) agreements(?: are (?:there|mentioned|named))?",
        "agreements",
        "which agreements are mentioned",
    ),
    Form(r"who (?:speaks|spoke|is quoted|are the actors|are the speakers)", "actors", "who speaks"),
    Form(
        r"(?:who are the|which) (?P<role>[\w' -]+?)(?: (?:speak|spoke|are quoted|said something))?",
        "speakers-by-role",
        "who are the analysts",
    ),
    Form(
        r"(?:what is|what was|who is|who was) (?:said|quoted) in (?P<article>\S+)",
        "statements-in-article",
        "what is said in articles/0815.txt",
    ),
    Form(
        rf"who {_SAY} (?:that )?[\"“']?(?P<about>.+?)[\"”']?",
        "who-said-what",
        "who said “no possibility of withdrawing”",
    ),
    Form(
        rf"what (?:is|are|was|were) (?P<actor>.+?)['’]s? {_POSITION}(?: {_TOWARD} (?P<on>.+?))?",
        "positions",
        "what is Merkel's position on sanctions",
    ),
    Form(
        rf"what (?:is|are|was|were) (?:the )?{_POSITION} of (?P<actor>.+?) {_TOWARD} (?P<on>.+?)",
        "positions",
        "what is the position of Germany on sanctions",
    ),
    Form(
        rf"where (?:does|do|did) (?P<actor>.+?) stand {_TOWARD} (?P<on>.+?)",
        "positions",
        "where does Germany stand on sanctions",
    ),
    Form(
        rf"what (?:are|were) (?:the )?positions {_TOWARD} (?P<on>.+?)",
        "position-matrix",
        "what are the positions on sanctions",
    ),
    Form(
        rf"how (?:has|have|did) (?P<actor>.+?)['’]s? {_POSITION}(?: {_TOWARD} (?P<on>.+?))? changed?",
        "position-shifts",
        "how has Germany's position on sanctions changed",
    ),
    Form(
        rf"who {_BE}change[sd] (?:(?:his|her|its|their|the) )?{_POSITION}(?: {_TOWARD} (?P<on>.+?))?",
        "position-shifts",
        "who changed position on sanctions",
    ),
    Form(r"who (?:does|did) what to (?:whom|who)", "who-did-what-to-whom", "who did what to whom"),
    Form(rf"who {_BE}VERB (?:whom|who|what)", "who-did-what-to-whom", "who threatened whom"),
    Form(rf"who {_BE}VERB (?:whom|who) (?:of|for|over|to do) what", "positions", "who accuses whom of what"),
    Form(rf"who {_BE}VERB by (?P<actor>.+?)", "positions", "who is accused by Putin"),
    Form(rf"whom? {_DO} (?P<actor>.+?) VERB", "positions", "whom did Putin threaten"),
    Form(rf"what {_DO} (?P<actor>.+?) VERB", "positions", "what does Merkel oppose"),
    Form(rf"who {_BE}VERB (?P<on>.+?)", "positions", "who opposes a withdrawal"),
)


def ask(store: Store, question: str, names: NameIndex | None = None) -> Table:
    """The answer to a plain question.

    Raises `UsageError` for a question of no known form, with the forms, and for an unknown name,
    with the nearest ones.
    """
    scheme, names = scheme_of(store), names or NameIndex(store)
    for form in FORMS:
        match = form.match(question, scheme)
        if match is None:
            continue
        values = {name: _cleaned(value) for name, value in match.groupdict().items() if value}
        if "verb" in values:
            verb = values.pop("verb")
            values["polarity" if scheme.polarity_named(verb) else "act"] = verb
        if "who" in values:
            who = values.pop("who")
            values = {_speaker_or_role(who, names): who} | values
        return run_canned(store, form.query, values, names)
    examples = "\n".join(f"  {form.example}" for form in FORMS)
    raise UsageError(f"The question “{question}” has no known form. These are known:\n{examples}")


def _speaker_or_role(who: str, names: NameIndex) -> str:
    """Whether "what did X say" asks for somebody by name or by office."""
    words = [word for word in re.findall(r"[\w'-]+", who) if word.lower() != "the"]
    head = singular(words[-1].lower()) if words else ""
    named = names.find(who, _ACTOR)
    if head in lexicon().offices and (who.lower() == who or not named.entities or named.slip):
        return "role"
    return "speaker"


def _cleaned(value: str) -> str:
    value = value.strip().strip("\"“”'‘’")
    return re.sub(r"^the\s+", "", value, flags=re.IGNORECASE) or value
