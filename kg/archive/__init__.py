"""What only many articles tell: who is who across them, echoes, conflicting figures, corrections."""
