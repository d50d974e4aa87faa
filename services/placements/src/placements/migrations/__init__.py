"""Numbered migrations of the schema `placements`, shipped with the package."""
