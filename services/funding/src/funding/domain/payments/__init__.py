"""Paying what was approved: payees, payments, batches, the file for the finance system (section 13)."""
