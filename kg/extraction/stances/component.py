"""The spaCy component `kg_stances`: what the statements of `kg_statements` do toward whom."""

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.documents.noise import find_noise
from kg.documents.views import normalised_view
from kg.extraction.component import extraction_of, set_extraction
from kg.extraction.stances.model import STANCE_FILES, StanceModel
from kg.extraction.stances.reading import Article, read_stances
from kg.extraction.weighted import ModelPipe
from kg.extraction.words import split_words

COMPONENT = "kg_stances"


class StanceReader(ModelPipe[StanceModel]):
    """Fills `stances` of each of `doc._.statements`; it stands after `kg_statements` in the pipeline."""

    files = STANCE_FILES

    def __call__(self, doc: Doc) -> Doc:
        extraction = extraction_of(doc)
        if not extraction.statements:
            return doc
        view = normalised_view(doc.text, [(span.start, span.end) for span in find_noise(doc.text)])
        dates = [name.span for name in extraction.names if name.kind == "date"]
        article, model = Article(view, split_words(view), dates), self.loaded()
        statements = tuple(
            replace(one, stances=read_stances(one, article, model)) for one in extraction.statements
        )
        set_extraction(doc, replace(extraction, statements=statements))
        return doc

    def load(self, weights: dict[str, bytes], threads: int) -> StanceModel:
        """The model whose files `weights` are."""
        return StanceModel(weights, threads=threads)


@Language.factory(COMPONENT, requires=["doc._.statements"], default_config={"threads": 1})
def make_stance_reader(nlp: Language, name: str, threads: int) -> StanceReader:
    """The component, with the shipped model run on `threads` threads."""
    return StanceReader(name, threads)
