"""What the dataset holds, as typed rows: the only place with SELECT queries of the program's own."""
