"""What the funding service learns from the others."""
