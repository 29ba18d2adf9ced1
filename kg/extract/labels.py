"""The labels of the model's heads, used in training and in decoding."""

ROLES = ("source", "cue", "content")
# BIO labels of the words of one attribution.
ROLE_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# The kind of a statement; "none" is an expression that is no statement.
KIND_LABELS = ("speech", "attitude", "act", "none")
# Whether and how a statement was not made; the empty label means that it was.
UNSAID_LABELS = ("", "negated", "refused", "hypothetical", "question", "future")
NAME_KINDS = ("person", "organisation", "place", "other", "date")
NAME_LABELS = ("O", *(f"{prefix}-{kind}" for kind in NAME_KINDS for prefix in "BI"))


def legal_transition(labels: tuple[str, ...], before: str, after: str) -> bool:
    """Whether label `after` may follow `before`: an inside label follows only its own kind.

    Raises `ValueError` if either is not in `labels`.
    """
    if before not in labels or after not in labels:
        raise ValueError(f"no such label: {before!r} or {after!r}")
    return not after.startswith("I-") or before[2:] == after[2:]
