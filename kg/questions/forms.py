"""Plain questions: a documented handful of forms, each answered by a canned query.

The forms stand in `FORMS`, with an example each; `kg ask --help` and docs/questions.md show them. The verbs
of positions are those of the graph's scheme of acts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.acts.scheme import NO_POSITION, Scheme
from kg.errors import UsageError
from kg.graph.reader.lookup import scheme_of
from kg.graph.store import Store
from kg.language.lexicon import lexicon, singular
from kg.model import Layer
from kg.questions.canned import run_canned
from kg.questions.name_index import NameIndex
from kg.questions.tables import Table

_ACTOR = frozenset({"actor"})


_FRAGMENTS = {
    "SAY": "say|said|says|tell|told|state|stated|claim|claimed|think|thinks|write|wrote|declare|declared",
    "TALK": "spoke|spoken|speaks|talked|talks|commented",
    "ABOUT": "about|on|of|regarding|concerning|over",
    "POSITION": "positions?|stance|stand|view|views|attitude",
    "TOWARD": "on|toward|towards|about|regarding|concerning|to|of",
    "BE": "is|are|was|were|has|have|had|has been|have been",
    "NOT": r"(?: not|n['’]t)(?: want to| wish to)?| (?:refuse|decline)[sd]? to",
    "COMMENT": "say|tell|comment|answer|respond|discuss|disclose|confirm|speak|talk",
    "DO": "did|does|do|has|have|had|is|are|was|were",
}
# The values of these parameters are narrower than any words.
_VALUES = {"role": r"[\w' -]+?", "article": r"\S+"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of question: how it is worded, the query that answers it, and an example."""

    wording: str
    """A regular expression without special groups. SAY stands for a fragment, VERB for the verbs of the
    scheme, <about> for the value of a parameter."""
    query: str
    example: str
    values: tuple[tuple[str, str], ...] = ()
    """Parameters that the form itself gives."""

    def match(self, question: str, scheme: Scheme) -> re.Match[str] | None:
        """The match if `question` is of this form."""

        def fragment(found: re.Match[str]) -> str:
            word = found[0]
            return f"(?P<verb>{_verbs(scheme)})" if word == "VERB" else f"(?:{_FRAGMENTS[word]})"

        def value(found: re.Match[str]) -> str:
            return f"(?P<{found[1]}>{_VALUES.get(found[1], '.+?')})"

        wording = re.sub("[A-Z]+", fragment, self.wording.replace("(", "(?:"))
        wording = re.sub("(?<!P)<([a-z]+)>", value, wording)
        return re.fullmatch(rf"\s*{wording}\s*[?.!]*\s*", question, re.IGNORECASE)


def _verbs(scheme: Scheme) -> str:
    """The words for acts and polarities as alternatives, the longest first."""
    words = {word for labels in scheme.polarities.values() for word in labels}
    words |= {word for act in scheme.acts.values() if act.root != NO_POSITION for word in act.labels}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_SAID, _TOLD, _STANDS, _CHANGED = "who-said-what", "who-told-whom", "positions", "position-shifts"
_DID = "who-did-what-to-whom"
_NOT_SAID = (("unsaid", "refused,negated"),)

FORMS = (
    Form(
        "what (did|do|does|has|have|would) <who>NOT COMMENT( ABOUT( <about>)?)?",
        _SAID,
        "what did Merkel refuse to say",
        _NOT_SAID,
    ),
    Form(
        "who( did| do| does| has| have| would)?NOT COMMENT( ABOUT <about>)?",
        _SAID,
        "who refused to comment on the strike",
        _NOT_SAID,
    ),
    Form(
        "what (did|do|does|has|have) <speaker> (deny|denied)( ABOUT <about>)?",
        "denials",
        "what did Lavrov deny",
    ),
    Form("who (has |have )?SAY what( ABOUT <about>)?", _SAID, "who said what about NATO"),
    Form(
        "who (has |have )?(SAY (something|anything)|TALK) ABOUT <about>",
        _SAID,
        "who spoke about the cease-fire",
    ),
    Form("what (was|is|has been|have been) said ABOUT <about>", _SAID, "what was said about refugees"),
    Form(
        "what (did|has|have) <speaker> (tell|told) <to>( ABOUT <about>)?",
        _TOLD,
        "what did Zarif tell reporters about the talks",
    ),
    Form("who told (whom|who) what", _TOLD, "who told whom what"),
    Form("who told <to> what", _TOLD, "who told the BBC what"),
    Form(
        "(which|what) statements (are|were) (reported|printed|carried) (twice|by several articles)",
        "echoes",
        "which statements are reported by several articles",
    ),
    Form(
        "what (did|do|does|has|have) <who> SAY( ABOUT <about>)?",
        _SAID,
        "what did analysts say about the peace process",
    ),
    Form(
        "who (mentions|mentioned|refers to|referred to|names|named|talks of) <about>",
        "who-mentions",
        "who mentions the Paris Agreement",
    ),
    Form(
        "(which|what) agreements (does|do|did) <speaker> (mention|refer to|name)",
        "agreements",
        "which agreements does Merkel mention",
    ),
    Form(
        "(which|what) agreements( are (there|mentioned|named))?",
        "agreements",
        "which agreements are mentioned",
    ),
    Form("who (speaks|spoke|is quoted|are the actors|are the speakers)", "actors", "who speaks"),
    Form(
        "(who are the|which) <role>( (speak|spoke|are quoted|said something))?",
        "speakers-by-role",
        "who are the analysts",
    ),
    Form(
        "(what is|what was|who is|who was) (said|quoted) in <article>",
        "statements-in-article",
        "what is said in articles/0815.txt",
    ),
    Form("who SAY (that )?[\"“']?<about>[\"”']?", _SAID, "who said “no possibility of withdrawing”"),
    Form(
        "what (is|are|was|were) <actor>['’]s? POSITION( TOWARD <on>)?",
        _STANDS,
        "what is Merkel's position on sanctions",
    ),
    Form(
        "what (is|are|was|were) (the )?POSITION of <actor> TOWARD <on>",
        _STANDS,
        "what is the position of Germany on sanctions",
    ),
    Form("where (does|do|did) <actor> stand TOWARD <on>", _STANDS, "where does Germany stand on sanctions"),
    Form(
        "what (are|were) (the )?positions TOWARD <on>",
        "position-matrix",
        "what are the positions on sanctions",
    ),
    Form(
        "how (has|have|did) <actor>['’]s? POSITION( TOWARD <on>)? changed?",
        _CHANGED,
        "how has Germany's position on sanctions changed",
    ),
    Form(
        "who (BE )?change[sd] ((his|her|its|their|the) )?POSITION( TOWARD <on>)?",
        _CHANGED,
        "who changed position on sanctions",
    ),
    Form("who (does|did) what to (whom|who)", _DID, "who did what to whom"),
    Form("who (BE )?VERB (whom|who|what)", _DID, "who threatened whom"),
    Form("who (BE )?VERB (whom|who) (of|for|over|to do) what", _STANDS, "who accuses whom of what"),
    Form("who (BE )?VERB by <actor>", _STANDS, "who is accused by Putin"),
    Form("whom? DO <actor> VERB", _STANDS, "whom did Putin threaten"),
    Form("what DO <actor> VERB", _STANDS, "what does Merkel oppose"),
    Form("who (BE )?VERB <on>", _STANDS, "who opposes a withdrawal"),
)


def ask(
    store: Store,
    question: str,
    names: NameIndex | None = None,
    taken: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
) -> Table:
    """The answer to a plain question; `taken` has filters of statements, `limit` is the most rows.

    Raises `UsageError` for a question of no known form, with the forms, and for an unknown name,
    with the nearest ones.
    """
    scheme, names = scheme_of(store), names or NameIndex(store)
    for form in FORMS:
        match = form.match(question, scheme)
        if match is None:
            continue
        values = dict(form.values) | {
            name: _cleaned(value) for name, value in match.groupdict().items() if value
        }
        if "verb" in values:
            verb = values.pop("verb")
            if not scheme.polarity_named(verb):
                # Nobody attacks by speaking: what others tell of it is an answer, marked as theirs.
                values |= {"act": verb, "layer": "all"}
            elif form.query == _DID:
                values |= {"polarity": verb, "layer": Layer.SPEECH}
            else:
                values["polarity"] = verb
        if "who" in values:
            who = values.pop("who")
            values = {_speaker_or_role(who, names): who} | values
        return run_canned(store, form.query, {**values, **(taken or {})}, names, limit=limit)
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
