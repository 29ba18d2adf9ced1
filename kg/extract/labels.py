"""The labels of the model's heads, shared by training and reading."""

ROLES = ("source", "cue", "content")
# Labels that one attribution gives to words: outside, then beginning and inside of each role.
ROLE_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_KINDS = ("person", "organisation", "place", "other", "date")
NAME_LABELS = ("O", *(f"{prefix}-{kind}" for kind in NAME_KINDS for prefix in "BI"))


def legal_transition(labels: tuple[str, ...], before: str, after: str) -> bool:
    """Whether label `after` may follow `before`: an inside label only its own kind."""
    if before not in labels or after not in labels:
        raise ValueError(f"no such label: {before!r} or {after!r}")
    return not after.startswith("I-") or before[2:] == after[2:]
