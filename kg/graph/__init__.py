"""The dataset: quads of readings, the store that keeps them, typed rows and NetworkX graphs read from it."""
