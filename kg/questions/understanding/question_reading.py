"""How a question was read: what is wanted, and of whom, to whom, about what, when, in which act."""

from dataclasses import dataclass

from kg.questions.understanding.act_words import ActPhrase
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.name_spotting import Named
from kg.questions.understanding.periods import Period
from kg.questions.understanding.question_tokens import written
from kg.questions.understanding.question_units import Unit
from kg.questions.understanding.wants import Want

OF_EVENTS = frozenset({Want.HOW_MANY, Want.WHY, Want.WHEN, Want.WHERE, Want.YES_NO})
"""What is wanted of events: their time stands in the text, and is not that of the statement."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read.

    `subject` is what stands before the verb, `topic` what it is about, each as names and other words.
    `speaker` is who must have said it, `role` an office or kind of people in place of a name.
    """

    question: str
    want: Want
    speaker: Named | None = None
    role: str = ""
    owner: Named | None = None
    """Whose person the `role` is: "X's spokesman"."""
    listener: Named | None = None
    told: bool = False
    """Whether something is asked of a listener, whoever that is."""
    setting: tuple[Unit, ...] = ()
    topic: tuple[Unit, ...] = ()
    about: bool = False
    """Whether the topic stands after "about" or the like, and so is no clause of what is said."""
    subject: tuple[Unit, ...] = ()
    verb: str = ""
    """The stem of the verb of speaking, or ""."""
    act: ActPhrase | None = None
    passive: bool = False
    parties: tuple[Named, ...] = ()
    quoted: tuple[str, ...] = ()
    period: Period | None = None
    unsaid: str = ""
    path: str = ""
    does: bool = False
    """Whether the speaker does something else than speaking, which others may tell, too: "how does X see"."""
    named_source: bool = False
    """Whether the speaker is named as such: "according to X"."""
    unknown: tuple[str, ...] = ()
    """Words in the place of a name that the graph does not have."""

    @property
    def must_speak(self) -> bool:
        """Whether only what the subject says is sought; of an event it may be told by others, too."""
        words = ask_words()
        speaks = self.verb in (words.say | words.manners) - words.attitudes and self.act is None
        return (self.want not in OF_EVENTS and not self.does) or speaks or self.named_source

    @property
    def topic_words(self) -> str:
        """The topic as typed."""
        words = ask_words()
        tokens = [
            token for unit in self.topic for token in (unit.tokens if isinstance(unit, Named) else (unit,))
        ]
        while tokens and tokens[0].low in words.stops and not tokens[0].text.isupper():
            tokens = tokens[1:]
        return written(tokens)

    @property
    def names(self) -> list[Named]:
        """All names of the question."""
        found = [
            self.speaker,
            self.owner,
            self.listener,
            *self.parties,
            *self.subject,
            *self.topic,
            *self.setting,
        ]
        return list(dict.fromkeys(one for one in found if isinstance(one, Named)))
