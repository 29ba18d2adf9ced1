"""Reading articles; texts with their paragraphs, sentences, words and quotations."""

from kg.text.article_files import InputOptions, make_article, read_articles
from kg.text.text import Text

__all__ = ["InputOptions", "Text", "make_article", "read_articles"]
