"""What the gateway does by the clock."""
