"""Reading article files; texts with their paragraphs, sentences, words and quotations."""

from kg.text.article_files import make_article, read_articles
from kg.text.text import Text

__all__ = ["Text", "make_article", "read_articles"]
