"""Training of the ranker of antecedents (`kg.extract.links`)."""
