"""What placements does by the clock."""
