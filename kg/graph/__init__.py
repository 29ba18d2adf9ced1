"""The dataset: quads of readings, the store that keeps them, typed rows and NetworkX graphs read from it."""

LEAST_SHOWN = 0.65
"""The least confidence of a position that tables, pages and counts show unless asked for others.

Positions below it are in the graph. Every place that shows positions says how many less sure ones there are,
and shows them to who asks: “--min-confidence 0”, or one click on a page.
"""

SURE = 0.85
"""The least confidence of what is called sure; what is shown below it is called likely."""
