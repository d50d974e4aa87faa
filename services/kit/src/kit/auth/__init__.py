"""Who is calling and what they may do: principals, tokens, keys, rights and guards."""
