"""HTML pages of the graph that need no network."""
