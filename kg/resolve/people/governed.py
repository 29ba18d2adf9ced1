"""Names in a source that are not its speaker: another noun governs them ("a spokesman for Jane Doe")."""

import re

from kg.language.common_nouns import body_nouns
from kg.language.folding import words_of
from kg.language.lexicon import is_office, lexicon, office_word, singular
from kg.language.personal_names import is_full_name

# A name after one of these, without a comma between, is not the speaker.
_GOVERNED = re.compile(r"\b(?:of|for|to|at|with|from|in|by|against|about|on|near|under)\s+[^,]*$")
# "A woman who has accused Jane Doe", "one pastor backing Jane Doe": whom the clause is about speaks.
_IN_CLAUSE = re.compile(
    r"\b(?:who|accusing|backing|defending|endorsing|opposing|representing|suing|supporting)\s+[^,]*$"
)
# "A boy who said his name was Jonas Berg", "a man who is Jane Doe's uncle"
_NAMING = re.compile(r"\b(?:name|named|called|calls|identified|is|was|pseudonym)\b")
# "A spokeswoman for the mayor, Jane Doe,"
_GOVERNED_OFFICE = re.compile(r"\bfor\s+(?:the|its|his|her|their)\s+(?:[\w-]+\s+){0,3}([\w-]+),\s+$")
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its"})
# Endings of nouns for people ("singer", "activist").
_PERSONAL = re.compile(r"(?:er|or|ist|ess|ian|man|woman|ant|ee)$")
_LONG_ENOUGH = 5


def is_governed(before: str, name: str) -> bool:
    """Whether `name` after `before` is governed by a preposition ("a spokesman for …") or in a clause.

    A preposition inside a title ("Secretary of State …", "envoy for Malta …") does not count.
    """
    clause = _IN_CLAUSE.search(before)
    if clause is not None and clause.start() > 0 and not _NAMING.search(clause.group()):
        return True
    governed = _GOVERNED.search(before)
    if governed is None:
        holder = _GOVERNED_OFFICE.search(before)
        return holder is not None and is_office(holder.group(1))
    preposition, *between = words_of(governed.group())
    head = words_of(before[: governed.start()])[-1:]
    if not between or _names_person(between[-1]):
        # "Ministry of Defence spokeswoman Jane Doe"; but "supporters of Defence Minister Jane Doe"
        of_body = len(between) > 1 and bool(head) and head[0][0].isupper() and not _names_person(head[0])
        return not (of_body and between[0][0].isupper() and is_full_name(name))
    # "chief of staff Jane Doe"; but "supporters of the senator" and "of Republican Jane Doe"
    if preposition == "of" and all(word.islower() and word not in _DETERMINERS for word in between):
        return False
    of_office = bool(head) and is_office(head[0]) and head[0].lower() == singular(head[0].lower())
    return not (of_office and is_full_name(name))


def _names_person(word: str) -> bool:
    """Whether a word before a name is a noun for people: the name is governed with it.

    "for Senator Jane Doe", "of singer Jane Doe", "of Republican Jane Doe".
    """
    parts = {office_word(part) for part in (word, *word.split("-"))}
    known = lexicon().offices | lexicon().titles.keys() | lexicon().peoples | lexicon().kin | _DETERMINERS
    if parts & known or any(body_nouns().get(part, ("",))[0] == "person" for part in parts):
        return True
    return word.islower() and len(word) >= _LONG_ENOUGH and _PERSONAL.search(word) is not None
