"""Delivery of the mail outbox: as files in a demonstration, by SMTP elsewhere."""
