"""The JavaScript of others: what is brought from npm, and that a wheel has it with all that kg reads."""

import base64
import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from hatch_build import Package, bring
from kg.pages.webgl import SCRIPTS, has_webgl
from tests.conftest import ROOT

FILES = {"dist/drawing.min.js": "draw()", "LICENSE.txt": "MIT", "package.json": '{"version": "1.2.3"}'}


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A package as npm packs it, with a file that is not needed."""
    for name, content in (FILES | {"src/drawing.js": "source"}).items():
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    found = tmp_path / "drawing-1.2.3.tgz"
    with tarfile.open(found, "w:gz") as archive:
        archive.add(tmp_path / "package", "package")
    return found


@pytest.fixture
def package(packed: Path) -> Package:
    digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode("ascii")
    return Package("drawing", "1.2.3", digest, ("dist/drawing.min.js", "LICENSE.txt"), "kg/drawing")


@pytest.fixture
def npm(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only program that is found: one that packs this package, and writes down how it was called."""
    called = tmp_path / "called"
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(
        f'#!{sys.executable}\nimport shutil, sys\nopen("{called}", "a").write(" ".join(sys.argv[1:]))\n'
        f'shutil.copy("{packed}", sys.argv[sys.argv.index("--pack-destination") + 1])\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return called


def test_what_is_needed_of_a_package_is_brought_once(npm: Path, package: Package, tmp_path: Path) -> None:
    folder = tmp_path / "drawing"
    bring(package, folder)
    assert {one.name: one.read_text() for one in folder.iterdir()} == {
        "drawing.min.js": "draw()",
        "LICENSE.txt": "MIT",
        "package.json": '{"version": "1.2.3"}',
    }
    assert npm.read_text().startswith("pack --ignore-scripts ")
    assert npm.read_text().endswith(" drawing@1.2.3")
    npm.unlink()
    bring(package, folder)
    assert not npm.exists()


def test_another_version_takes_the_place_of_one_that_is_there(
    npm: Path, package: Package, tmp_path: Path
) -> None:
    folder = tmp_path / "drawing"
    folder.mkdir()
    (folder / "package.json").write_text('{"version": "1.0.0"}')
    bring(package, folder)
    assert (folder / "drawing.min.js").read_text() == "draw()"


def test_what_is_not_the_package_is_not_taken(npm: Path, package: Package, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="its SHA-512 is another one"):
        bring(replace(package, sha512="AAAA"), tmp_path / "drawing")
    assert not (tmp_path / "drawing").exists()


def test_without_npm_nothing_comes(package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="npm is not installed"):
        bring(package, tmp_path / "drawing")


@pytest.mark.skipif(not has_webgl(), reason="sigma is not installed (make sigma)")
def test_a_wheel_has_what_draws_large_graphs_and_the_queries(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    # Without npm: what is in the checkout goes into the wheel, and nothing is fetched.
    bare = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=bare, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "The wheel is without sigma" not in done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    needed = {f"kg/pages/{package}/{script}" for package, script in SCRIPTS.items()}
    needed |= {
        f"kg/pages/{package}/{name}" for package in SCRIPTS for name in ("LICENSE.txt", "package.json")
    }
    needed |= {"kg/queries/who-said-what.rq", "kg/data/questions.toml", "kg/pages/static/style.css"}
    assert needed - names == set()
    assert not [name for name in names if name.startswith(("tests/", "training/", "hatch_build"))]
