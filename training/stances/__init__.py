"""How the stance model is made: what it learns from, the network, training, export."""
