"""Questions to the graph: canned queries with parameters, names that a person types, plain English."""
