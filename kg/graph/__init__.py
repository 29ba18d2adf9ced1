"""The dataset: quads of readings, the store that keeps them, NetworkX views of it."""
