"""Templates to HTML: everything from a text is escaped, and a page carries all that it needs.

Jinja's autoescape and its `tojson` let text appear as text only. The Content-Security-Policy names the
page's own style and scripts by hash (CSP level 3, section 2.3.1) and allows nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup

from kg.graph.reader.node_rows import Node
from kg.graph.reader.statement_rows import ArticleRow, StatementRow
from kg.language.folding import fold
from kg.model import PartialDate
from kg.pages.page_choice import Choice
from kg.pages.webgl import SCRIPTS, webgl_script
from kg.questions.matrix import SIGNS

_SHORT = 60
# Controls, and marks that change the direction of the text after them.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SCRIPTS = {
    "graph": (
        "vis-network",
        *SCRIPTS,
        "common.js",
        "tables.js",
        "model.js",
        "labels.js",
        "vis_surface.js",
        "sigma_surface.js",
        "picture.js",
        "panel.js",
        "graph.js",
    ),
    "index": ("common.js", "tables.js", "finder.js", "compare.js", "search.js"),
    "article": ("common.js", "cite.js", "cite_box.js", "article.js"),
    "entity": ("common.js", "cite.js", "cite_box.js", "tables.js", "filter.js"),
    "listing": ("common.js", "tables.js", "filter.js"),
    "positions": ("common.js", "tables.js", "matrix.js"),
    "review_article": (
        "common.js",
        "cite.js",
        "cite_box.js",
        "article.js",
        "review_words.js",
        "review_chooser.js",
        "review_editing.js",
        "review_adding.js",
        "review_changing.js",
        "review_form.js",
        "review.js",
    ),
    "review_index": ("review_index.js",),
}
_VIS, _WEBGL = ("vis-network", "vis_surface.js"), (*SCRIPTS, "sigma_surface.js")
# A file of styles beside the shared one, and the section of that which is used, by template.
_STYLES = {"review_article": ("review.css", "article"), "review_index": ("review.css", "")}

Page = tuple[str, str]
"""The path of a page in the folder, and its HTML."""


def render(template: str, path: str, section: str, choice: Choice, **values: Any) -> str:
    """The page `template` (its name without suffix) at `path`, a place in the folder of pages.

    `section` is the part of the whole that the navigation marks; only to pages of `choice` there are links.
    """
    page = _environment().get_template(f"{template}.html")
    return page.render(_page_values(template, path, section, values | {"choice": choice}))


def render_network(
    nodes: list[dict[str, Any]], edges: list[dict[str, Any]], path: str, choice: Choice, **values: Any
) -> str:
    """The page `graph.html` at `path` with these nodes and edges and further `values`, for vis-network.

    pyvis's `Network.generate_html` renders the template `graph.html` of this package instead of its own.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    for node in nodes:
        network.add_node(node["id"], **{key: value for key, value in node.items() if key != "id"})
    for edge in edges:
        ends = edge["from"], edge["to"]
        network.add_edge(*ends, items=edge["items"], less=edge["less"])
    environment = _environment().overlay()
    values |= {"choice": choice}
    environment.globals = environment.globals | _page_values("graph", path, "graph", values)
    network.templateEnv, network.path = environment, "graph.html"
    html: str = network.generate_html()
    return html


def _page_values(template: str, path: str, section: str, values: dict[str, Any]) -> dict[str, Any]:
    """`values` with what every page carries: its style, its scripts and the policy that allows them."""
    # A short page has nothing to filter, and one of two draws the picture.
    without = {"filter.js"} if not values.get("filtered", True) else set()
    without |= set(_VIS if values.get("is_webgl") else _WEBGL)
    scripts = [_script(name) for name in _SCRIPTS[template] if name not in without]
    style = _style(template)
    return {
        "root": "../" * path.count("/"),
        "section": section,
        "page_kind": template if template != "listing" else section,
        "style": Markup(style),
        "scripts": [Markup(script) for script in scripts],
        # A review tells the server what was changed; every other page works without any.
        "policy": _policy(style, scripts, asks_server=template in _STYLES),
        **values,
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.pages"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    # Half the bytes for what is not ASCII; what HTML reads is escaped all the same.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    # "15 February 2020", "February 2020", "week 6 of 2020" of a date in ISO 8601.
    environment.filters |= {"day": lambda when: str(PartialDate(when))}
    environment.filters |= {"short": short, "sign": SIGNS.__getitem__, "percent": percent}
    environment.filters |= {"page": _page, "command": _command}
    environment.globals |= {"search_text": search_text, "signs": SIGNS}
    return environment


@pass_context
def _page(context: Context, one: Node | ArticleRow) -> str:
    """The path of the page of `one` in the folder of pages, or "" if it has none."""
    choice: Choice = context["choice"]
    return choice.page(one)


@pass_context
def _command(context: Context, one: Node | ArticleRow) -> str:
    """The command that writes the page of `one`, or ""."""
    choice: Choice = context["choice"]
    return choice.command(one)


def short(text: str, length: int = _SHORT) -> str:
    """A name or title that fits a line: without marks of direction or width, cut with "…"."""
    text = " ".join(_STEERING.sub("\ufffd", text).split())
    if len(text) <= length:
        return text
    words = text[:length].rpartition(" ")[0]
    return f"{(words if len(words) > length // 2 else text[: length - 1]).rstrip(' ,;:–-')}…"


def percent(share: float) -> str:
    """A confidence as "97 %", in one piece; only what is exactly so is 100 % or 0 %."""
    whole = int(100 * share + 0.5)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return f"{whole}\u00a0%"


def search_text(statement: StatementRow) -> str:
    """What the filter of a page searches of a statement, folded."""
    names = [one.name for one in (statement.speaker, statement.addressee, *statement.mentions) if one]
    names += [one.node.name for one in statement.candidates]
    targets = [one.target.name for one in statement.stands]
    return fold(" ".join([*names, *targets, statement.article.outlet]))


def _policy(style: str, scripts: Sequence[str], *, asks_server: bool) -> str:
    own = f"style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    allowed = " ".join(map(_hash, scripts)) or "'none'"
    server = "; connect-src 'self'" if asks_server else ""
    return f"default-src 'none'; script-src {allowed}; {own}{server}"


@cache
def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@cache
def _static(name: str) -> str:
    return resources.files(__package__).joinpath("static", name).read_text("utf-8")


@cache
def _style(template: str) -> str:
    """The stylesheet: what all pages share, and the section that is the template's."""
    shared, *sections = re.split(r"^/\* == (\w+)", _static("style.css"), flags=re.MULTILINE)
    own = dict(zip(sections[::2], sections[1::2], strict=True))
    file, section = _STYLES.get(template, ("", template))
    # After its name a section's comment goes on.
    return shared + own.get(section, "").partition("*/")[2] + (_static(file) if file else "")


@cache
def _script(name: str) -> str:
    """A script of the project, or vis-network as the package pyvis carries it, without its source map."""
    if name in SCRIPTS:
        return webgl_script(name)
    if name != "vis-network":
        return _static(name)
    folder = resources.files("pyvis").joinpath("templates/lib/vis-9.1.2")
    return folder.joinpath("vis-network.min.js").read_text("utf-8").split("//# sourceMappingURL")[0]
