"""Pure building blocks: errors, clock, ids, days, money, events."""
