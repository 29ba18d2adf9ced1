"""The tree of modules: where a name leads is clear from the name."""

from collections import Counter

from tests.conftest import ROOT


def test_no_two_modules_share_a_name() -> None:
    names = Counter(path.name for path in (ROOT / "kg").rglob("*.py") if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []
