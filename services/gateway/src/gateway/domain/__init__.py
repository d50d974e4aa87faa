"""Rules of the front door: sessions, cookies, passwords, limits. Plain Python."""
