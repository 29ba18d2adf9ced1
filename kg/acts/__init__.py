"""The scheme of acts: what holders of positions do toward their targets."""
