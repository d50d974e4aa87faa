"""Schools account for the money, once a term, for all children of one authority (section 14)."""
