"""Counting the children of an authority's own SSDA903 return, keeping nothing of any child (section 8)."""
