"""One file, one thing somebody does."""
