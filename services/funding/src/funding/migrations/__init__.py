"""Numbered migrations of the funding schema."""
