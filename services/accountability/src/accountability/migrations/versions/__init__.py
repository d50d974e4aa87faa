"""Numbered changes of the accountability schema."""
