"""Accountability over HTTP."""
