"""W: plain language."""
