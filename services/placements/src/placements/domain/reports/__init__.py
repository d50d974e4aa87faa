"""Figures about places: what each counts, and which of them the public may see."""
