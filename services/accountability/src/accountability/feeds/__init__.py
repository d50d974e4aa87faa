"""Reads what placements and funding tell, and keeps it as facts."""
