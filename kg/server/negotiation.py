"""Which of several formats a client wants: the header `Accept` (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from typing import TypeVar

Offer = TypeVar("Offer")


def negotiate(accept: str | None, offers: Sequence[tuple[str, Offer]]) -> Offer | None:
    """The offer that a client accepts most, of pairs of a media type and what it stands for; None if none.

    Of offers that are accepted equally the one wins that is named more exactly, then the first. Parts of the
    header that cannot be read are left out; without a header the first offer is given.
    """
    ranges = [one for part in (accept or "*/*").split(",") if (one := _media_range(part))]
    best: Offer | None = None
    most = (0.0, -1)
    for media_type, offer in offers:
        # The most exact range that fits decides.
        fitting = [(exact, quality) for exact, name, quality in ranges if _fits(name, media_type)]
        exact, quality = max(fitting, default=(-1, 0.0))
        if quality > 0 and (quality, exact) > most:
            best, most = offer, (quality, exact)
    return best


def _media_range(part: str) -> tuple[int, str, float] | None:
    """How exact a range is, from 0 (anything) to 2 (a type), its name, and its quality from 0 to 1."""
    name, *parameters = (one.strip().lower() for one in part.split(";"))
    if name.count("/") != 1:
        return None
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                return None
    exact = 0 if name == "*/*" else 1 if name.endswith("/*") else 2
    return exact, name, quality


def _fits(name: str, media_type: str) -> bool:
    return name in ("*/*", media_type) or (name.endswith("/*") and media_type.startswith(name[:-1]))
