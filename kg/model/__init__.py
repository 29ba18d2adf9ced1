"""The data model. Offsets are code points of `Article.text`; spans are `[start, end)`."""

from kg.model.article import Article
from kg.model.attribution import (
    Attribution,
    Extraction,
    Layer,
    Link,
    Manner,
    Name,
    Polarity,
    Stance,
    StatementKind,
    Unsaid,
)
from kg.model.entity import STATUSES, Actor, ActorType, Agreement, AgreementFact, Entity, Place, Role
from kg.model.mention import (
    ActorMention,
    AgreementMention,
    Candidate,
    Circumstance,
    Confidence,
    DateMention,
    Mention,
    PlaceMention,
)
from kg.model.partial_date import PartialDate, Precision
from kg.model.span import Span
from kg.model.statement import ArticleReading, Figure, FigureContext, Position, Statement, Target

__all__ = [
    "STATUSES",
    "Actor",
    "ActorMention",
    "ActorType",
    "Agreement",
    "AgreementFact",
    "AgreementMention",
    "Article",
    "ArticleReading",
    "Attribution",
    "Candidate",
    "Circumstance",
    "Confidence",
    "DateMention",
    "Entity",
    "Extraction",
    "Figure",
    "FigureContext",
    "Layer",
    "Link",
    "Manner",
    "Mention",
    "Name",
    "PartialDate",
    "Place",
    "PlaceMention",
    "Polarity",
    "Position",
    "Precision",
    "Role",
    "Span",
    "Stance",
    "Statement",
    "StatementKind",
    "Target",
    "Unsaid",
]
