"""sigma, which draws thousands of nodes by WebGL, if it was brought with the wheel or by `make sigma`."""

from importlib import resources

SCRIPTS = {"graphology": "graphology.umd.min.js", "sigma": "sigma.min.js"}
"""The scripts by package, in the order in which a page needs them."""
# It comes last, so the other files are there, too.
_ABOUT = "package.json"


def has_webgl() -> bool:
    """Whether the scripts are installed."""
    return all(resources.files(__package__).joinpath(package, _ABOUT).is_file() for package in SCRIPTS)


def webgl_script(package: str) -> str:
    """The script of one of `SCRIPTS`, with its licence."""
    folder = resources.files(__package__).joinpath(package)
    licence, script = (folder.joinpath(name).read_text("utf-8") for name in ("LICENSE.txt", SCRIPTS[package]))
    return f"/*! {package}\n{licence}*/\n{script.split('//# sourceMappingURL')[0]}"
