"""Language identification: the models are trained on English only."""

import re
from functools import cache
from typing import Any

ENGLISH = "en"
# The minimum probability; a line of names, for example, gets less. Of 3,572 English paragraphs of PolNeAR
# train, none is misclassified from 0.7 on.
_CERTAIN = 0.8
# English headlines are misclassified as Nigerian Pidgin.
_NEAR_ENGLISH = frozenset({ENGLISH, "pcm"})
# Code points that are classified.
_ENOUGH = 3000
# A paragraph with this many words in Latin letters is classified by these: the rest is a quoted original.
_LATIN = re.compile(r"\b[A-Za-zÀ-ɏ]+\b")
_FEWEST_LATIN = 8


def other_language(text: str) -> str | None:
    """The language of `text` as an ISO 639 code, or None if it is English or uncertain.

    Classifies the first 3,000 code points with py3langid (Lui and Baldwin 2012, langid.py), of these the
    words in Latin letters if there are at least eight.
    """
    start = text[:_ENOUGH]
    latin = _LATIN.findall(start)
    language, probability = _identifier().classify(" ".join(latin) if len(latin) >= _FEWEST_LATIN else start)
    return language if language not in _NEAR_ENGLISH and probability >= _CERTAIN else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
