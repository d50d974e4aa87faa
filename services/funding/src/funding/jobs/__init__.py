"""What the funding service does by the clock."""
