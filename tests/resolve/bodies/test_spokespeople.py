"""Spokespeople without a name."""

import pytest

from kg.resolve.bodies.spokespeople import spokesperson


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A spokeswoman for Red Hat", "spokeswoman of Red Hat"),
        ("Red Hat's spokeswoman", "spokeswoman of Red Hat"),
        ("A Red Hat spokesperson", "spokesperson of Red Hat"),
        ("The ministry’s chief spokesman", "spokesman of the ministry"),
        ("a spokesman for the U.N. in Geneva", "spokesman of U.N."),
        ("his spokesman", None),
        ("a spokesman", None),
        ("the minister", None),
    ],
)
def test_spokesperson(words: str, expected: str | None) -> None:
    assert spokesperson(words) == expected
