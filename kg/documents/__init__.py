"""Articles: where they are read, what is noise in them, how the model should see them."""

from kg.documents.reading import make_document, read_document, read_documents

__all__ = ["make_document", "read_document", "read_documents"]
