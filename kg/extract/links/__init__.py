"""Links from pronouns, descriptions and sources to the mentions that they may refer to, by a model."""
