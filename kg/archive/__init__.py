"""Processing across articles: entity merging, echoes, conflicting figures, corrections."""
