"""PostgreSQL: connections, transactions, tenancy, outbox, audit, and the tables every service has."""
