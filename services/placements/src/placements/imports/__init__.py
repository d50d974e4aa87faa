"""File formats in: parse, check, report, apply."""
