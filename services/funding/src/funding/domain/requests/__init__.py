"""Asking for money and deciding about it, line by line (section 12)."""
