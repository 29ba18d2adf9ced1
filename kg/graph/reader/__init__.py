"""What the dataset holds, as typed rows: the program's own SELECT queries, and nobody else's."""
