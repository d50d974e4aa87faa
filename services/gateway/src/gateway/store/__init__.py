"""The gateway's tables and the questions asked of them."""
