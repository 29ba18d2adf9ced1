"""Settings of Sphinx, which builds the documentation (`make docs`).

The source directory is the root of the repository, so that the links between README.md, docs/ and the
other pages are the same here as in the repository.
"""

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
autodoc_default_options = {"members": True, "undoc-members": True}

html_theme = "alabaster"
html_title = f"kg {release}"
html_show_copyright = False
html_show_sourcelink = False
# build/docs/index.html leads to the first page.
html_extra_path = ["site"]

# `kg` imports some public names only when they are first used; autodoc sees those that are set.
for _name in kg.__all__:
    setattr(kg, _name, getattr(kg, _name))
