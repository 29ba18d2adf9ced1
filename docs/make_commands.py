"""Write docs/commands.md: every command of `kg` with its arguments and options, as the program has them.

`python docs/make_commands.py` writes the page; `make docs` does it, too.
"""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from kg.cli.main import app

PAGE = Path(__file__).with_name("commands.md")
_WIDTH = 120
_INTRODUCTION = """\
# Commands

`docs/make_commands.py` writes this page from the help texts of the program; `make docs` runs it.
`kg COMMAND --help` prints the same. The canned queries of `kg query` with their parameters, the forms of
question of `kg ask` and the exit codes are in [questions.md](questions.md)."""
# “kg build” and “--about NATO” in quotation marks, or an option by itself.
_CODE = re.compile(r"“((?:kg|--)[^”]*)”|(?<![`\w-])(--[a-z][a-z-]*)")
_PAGE_NAME = re.compile(r"docs/([a-z-]+\.md)")
_MARKUP = re.compile(r"([*<\[])")
# How a value is called, by the name that Typer gives its type.
_VALUES = {"str": "TEXT", "Path": "PATH", "path": "PATH", "int": "INTEGER", "float": "NUMBER"}


def commands_page() -> str:
    """The page, in Markdown."""
    group = typer.main.get_command(app)
    return "\n\n".join([_INTRODUCTION, *_sections(group, "kg")]) + "\n"


# Typer's own classes of commands and parameters are not part of its typed interface.
def _sections(command: Any, path: str, parent: Any = None) -> Iterator[str]:
    """The section of `command`, which is called as `path`, and those of its subcommands."""
    context = typer.Context(command, info_name=path.rpartition(" ")[2], parent=parent)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    yield f"## {path}\n\n    {usage}"
    yield from (_paragraph(block) for block in (command.help or "").split("\n\n") if block.strip())
    items = [_item(one, context) for one in command.params if not one.hidden]
    if items:
        yield "\n".join(items)
    if command.epilog:
        yield _paragraph(command.epilog)
    for name, one in getattr(command, "commands", {}).items():
        if not one.hidden:
            yield from _sections(one, f"{path} {name}", context)


def _item(parameter: Any, context: Any) -> str:
    """An argument or option as an item of a list."""
    is_option = parameter.param_type_name == "option"
    names = [*parameter.opts, *parameter.secondary_opts] if is_option else [parameter.display_name_raw]
    head = ", ".join(f"`{name}`" for name in names)
    is_flag = is_option and parameter.is_flag
    if is_option and not is_flag:
        head += f" `{_value(parameter, context)}`"
    notes = [_marked(parameter.help or "")]
    if not is_option and not parameter.required:
        notes.append("Optional.")
    if is_option and parameter.multiple and "repeated" not in (parameter.help or ""):
        notes.append("May be repeated.")
    notes.extend(f"{word} {limit:g}." for word, limit in _limits(parameter))
    default = parameter.default
    if not is_flag and default is not None and default not in ("", ()) and not parameter.required:
        notes.append(f"Default: `{getattr(default, 'value', default)}`.")
    if is_flag and parameter.secondary_opts:
        notes.append(f"Default: `{parameter.opts[0] if default else parameter.secondary_opts[0]}`.")
    text = " ".join(note for note in notes if note)
    return _wrapped(f"{head}: {text}", first="- ", next_="  ")


def _value(option: Any, context: Any) -> str:
    """What stands for the value of `option`: its choices, or a word such as PATH."""
    name: str = option.display_type(context).strip("<>").removeprefix("list[").removesuffix("]")
    return _VALUES.get(name.removesuffix(" range"), name)


def _limits(parameter: Any) -> Iterator[tuple[str, float]]:
    if parameter.min is not None:
        yield "At least", parameter.min
    if parameter.max is not None:
        yield "At most", parameter.max


def _paragraph(text: str) -> str:
    return _wrapped(_marked(text))


def _marked(text: str) -> str:
    """`text` as Markdown: options as code, pages of the documentation as links."""
    text = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    text = _CODE.sub(lambda match: f"`{match[1] or match[2]}`", text)
    return _PAGE_NAME.sub(r"[docs/\1](\1)", text)


def _wrapped(text: str, *, first: str = "", next_: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=next_,
        break_long_words=False,
        break_on_hyphens=False,
    )


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8", newline="\n")
