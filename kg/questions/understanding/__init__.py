"""Plain questions: what is wanted, of whom, about what and when, and the rows that answer it."""
