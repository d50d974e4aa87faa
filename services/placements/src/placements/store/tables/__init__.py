"""Every table of placements, one file for each part of the register and of the work."""
