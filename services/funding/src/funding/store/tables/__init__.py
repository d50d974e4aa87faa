"""All tables of the funding service: importing this package declares them."""

from funding.store.tables import awards, ledger, payments, projections, reissues, requests, returns
from funding.store.tables.metadata import METADATA

__all__ = ["METADATA", "awards", "ledger", "payments", "projections", "reissues", "requests", "returns"]
