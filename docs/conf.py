"""Settings of Sphinx, which builds the documentation (`make docs`).

The source directory is the root of the repository, so that the links between README.md, docs/ and the
other pages are the same here as in the repository.
"""

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

import kg

project = "kg"
author = "The kg authors"
project_copyright = author
version = release = kg.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/**.md",
    "benchmarks/README.md",
    "corpus/README.md",
    "training/README.md",
]
# Not searched for pages.
exclude_patterns = [".*", "build", "dist", "kg", "output", "runs", "seeds", "tests"]

# Headings down to this level are link targets, named as on GitHub.
myst_heading_anchors = 4
# The text is shown as written: “--option” keeps both hyphens.
smartquotes = False

# Docstrings name code in single backticks.
default_role = "literal"
autodoc_member_order = "bysource"
# Defaults as the source has them.
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "undoc-members": True}

# A longer signature has a line for each parameter.
maximum_signature_line_length = 90
toc_object_entries_show_parents = "hide"

html_theme = "alabaster"
html_theme_options = {"page_width": "1200px", "sidebar_width": "260px", "body_max_width": "auto"}
html_title = f"kg {release}"
html_show_copyright = False
html_copy_source = html_show_sourcelink = False
# build/docs/index.html leads to the first page.
html_extra_path = ["site"]

# `kg` imports some public names only when they are first used; autodoc sees those that are set.
for _name in kg.__all__:
    setattr(kg, _name, getattr(kg, _name))


def setup(app: Sphinx) -> None:
    """Let blocks of CSV pass as plain text: Pygments has no lexer for them."""
    app.add_lexer("csv", TextLexer)
