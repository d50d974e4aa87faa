"""The double-entry ledger: accounts, journals, invariants, hash chain (section 18)."""
