"""What the DfE grants an authority for a year and scheme, how it is cut, and when it arrives (section 7)."""
