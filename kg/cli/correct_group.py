"""`kg correct`: all of its commands together."""

from kg.cli.correct import app
from kg.cli.correct_additions import add_position, add_statement
from kg.cli.correct_forms import cue, kind
from kg.cli.correct_statements import accept, agreement, same_agreement, words

__all__ = ["app"]

for command in (accept, words, kind, cue, agreement, same_agreement, add_statement, add_position):
    app.command(command.__name__.replace("_", "-"))(command)
