"""How the shipped model is made. Needs PyTorch and transformers; not installed with kg."""
