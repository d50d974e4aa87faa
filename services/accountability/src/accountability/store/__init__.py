"""The tables of accountability and the questions asked of them."""
