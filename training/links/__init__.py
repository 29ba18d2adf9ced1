"""Training of the links between mentions (`kg.extract.links`)."""
