"""Numbered migrations of the schema `gateway`."""
