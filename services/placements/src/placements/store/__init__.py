"""The tables of placements and the questions asked of them."""
