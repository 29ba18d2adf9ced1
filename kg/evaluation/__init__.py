"""Evaluation of extracted attributions against manual annotations."""
