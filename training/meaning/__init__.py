"""How the model of meaning is made: the texts that it learns from, training, export."""
