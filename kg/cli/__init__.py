"""What a person types: one command a file, each a thin shim over a plain function."""
