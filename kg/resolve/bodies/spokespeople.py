"""Spokespeople without a name, called in one way: "Red Hat's spokeswoman" is the "spokeswoman of Red Hat"."""

import re

_WORD = r"(?P<word>spokes(?:man|woman|person|people|men|women))"
_FORMS = (
    re.compile(
        rf"(?:(?:an?|the|one|another)\s+)?(?:[a-z-]+\s+)*{_WORD}\s+(?:for|of)\s+(?P<whose>[^,;:()\"]+?)"
        r"(?:,.*|\s+(?:in|at|on|who|that|with)\s.*)?",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        rf"(?P<whose>(?!(?:his|her|its|their)\b)[^,;:()\"]+?)['’]s?\s+(?:[a-z-]+\s+)*{_WORD}", re.IGNORECASE
    ),
    re.compile(
        rf"(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother)\s+)?(?P<whose>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)*)\s+{_WORD}"
    ),
)
_ARTICLE_OF_NAME = re.compile(r"^[Tt]he\s+(?=[A-Z])")


def spokesperson(words: str) -> str | None:
    """What `words` name if it is somebody's spokesperson: "spokesman of the ministry"; else None."""
    bare = " ".join(words.split()).strip(" ,")
    for form in _FORMS:
        if match := form.fullmatch(bare):
            whose = _ARTICLE_OF_NAME.sub("", match["whose"])
            return f"{match['word'].lower()} of {re.sub('^The ', 'the ', whose)}"
    return None
