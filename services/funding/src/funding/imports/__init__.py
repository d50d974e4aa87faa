"""Files and invented histories in: parse, check, apply."""
