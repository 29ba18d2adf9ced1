"""The scheme of acts by which actors take positions."""
