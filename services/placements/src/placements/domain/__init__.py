"""The rules of placements: plain Python, frozen dataclasses, no I/O."""
