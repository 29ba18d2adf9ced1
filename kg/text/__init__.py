"""Texts: where articles are read, and what the form of a text tells, each made once."""

from kg.text.article_files import make_article, read_articles
from kg.text.text import Text

__all__ = ["Text", "make_article", "read_articles"]
