"""The articles of a shard under their names across articles: quads, records, and what links articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.acts.scheme import Scheme
from kg.archive.corrections.correction_fit import Corrections, apply_corrections
from kg.archive.echoes.echo_rules import copy_key, tellings_of
from kg.archive.figure_reports import reports_of
from kg.archive.ledger.outcomes import Counts
from kg.archive.names.asking import Questions, answered
from kg.distributed.name_tables import NameTables
from kg.distributed.reading_stage import readings_of
from kg.distributed.shard_files import Layout, write_relay, written_whole
from kg.extract.settings import shipped_version
from kg.graph.portions import Quad, write_n_quads
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.entity_quads import entities_of
from kg.model import Actor, Agreement, ArticleReading
from kg.records import to_line
from kg.summary import UNNAMED, counts_of

QUADS, QUADS_SUFFIX = "quads", ".nq.gz"
"""The kind of the files of quads, which servers can load, and their suffix."""
LINKS = "links"
"""The kind of the files for what links articles, by stages: those of `ECHOES`, `FIGURES` and `ENTITIES`."""
ECHOES, FIGURES, ENTITIES = "echoes", "figures", "entities"


def renamed_of(layout: Layout, name: str, tables: NameTables) -> Iterator[ArticleReading]:
    """The readings of a shard, under the names that `tables` give."""
    for reading in readings_of(layout, name):
        yield answered(Questions.of(reading), tables.ask).applied(reading)


@dataclass(frozen=True, slots=True)
class QuadStage:
    """Writes the quads and records of a shard, and gives its counts."""

    layout: Layout
    corrections: Corrections
    scheme: Scheme

    def __call__(self, name: str) -> Counts:
        counts, model = Counts(), shipped_version()
        tables = NameTables(self.layout)
        relay: dict[str, list[tuple[str, Any]]] = {ECHOES: [], FIGURES: [], ENTITIES: []}
        with (
            written_whole(self.layout.path(QUADS, name, QUADS_SUFFIX)) as quads,
            written_whole(self.layout.path("records", name, ".jsonl")) as records,
            records.open("wb") as record_file,
        ):

            def quads_of() -> Iterator[Quad]:
                nonlocal counts
                for reading in renamed_of(self.layout, name, tables):
                    corrected = apply_corrections(reading, self.corrections)
                    counts = counts.plus(counts_of(corrected))
                    for statement in corrected.statements:
                        line = to_line(statement, corrected.article)
                        record_file.write(line.encode("utf-8", "backslashreplace"))
                    relay[ECHOES] += ((str(copy_key(one)), one) for one in tellings_of(corrected))
                    relay[FIGURES] += ((one.name, one) for one in reports_of(corrected))
                    relay[ENTITIES] += ((one, one) for one in _entities(corrected))
                    yield from reading_quads(corrected, model=model, scheme=self.scheme)

            write_n_quads(quads, quads_of())
        write_relay(
            self.layout.path(LINKS, name),
            ((stage, parcel) for stage, values in relay.items() for parcel in self.layout.parcels(values)),
        )
        return counts


def _entities(reading: ArticleReading) -> Iterator[str]:
    """The actors and agreements that the graph has of an article, each with its kind; “unnamed” is one."""
    for one in entities_of(reading):
        if isinstance(one, Actor | Agreement):
            kind = "unnamed" if one.id.startswith(UNNAMED) else type(one).__name__.lower()
            yield f"{kind} {one.id}"
