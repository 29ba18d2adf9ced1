"""Is it English? The model reads nothing else, and gives nonsense instead of an error."""

from functools import cache
from typing import Any

ENGLISH = "en"
# Below this probability a language is a guess, as with a line of names. Of 3,572 paragraphs of
# PolNeAR train, none is taken for another language from 0.7 on.
_CERTAIN = 0.8
# Nigerian Pidgin, which headlines are taken for.
_NEAR_ENGLISH = frozenset({ENGLISH, "pcm"})
# As much of a text as tells its language.
_ENOUGH = 3000


def other_language(text: str) -> str | None:
    """The language of `text` as an ISO 639 code, where it is surely not English; else `None`.

    By py3langid (Lui and Baldwin 2012, langid.py), on the first 3,000 code points.
    """
    language, probability = _identifier().classify(text[:_ENOUGH])
    return language if language not in _NEAR_ENGLISH and probability >= _CERTAIN else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
