"""What tests of every service are made with: PostgreSQL, clones of a migrated database, sign-in, a stopped clock."""
