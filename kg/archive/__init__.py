"""What only many articles tell: who is who across them, echoes, figures that conflict, corrections by people."""
