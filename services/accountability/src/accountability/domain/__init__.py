"""The rules of accountability: facts, indicators, windows and states, in plain Python."""
