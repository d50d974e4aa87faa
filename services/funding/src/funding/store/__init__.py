"""The tables of the funding service and the questions asked of them."""
