"""One thing a person or a job does, in the transaction it is given."""
