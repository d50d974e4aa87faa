"""What a person or a job does: one thing, in one transaction."""
