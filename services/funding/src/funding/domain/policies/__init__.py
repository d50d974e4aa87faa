"""What an authority decided for itself: parameters by financial year and scheme (section 10)."""
