"""E: sources and review."""
