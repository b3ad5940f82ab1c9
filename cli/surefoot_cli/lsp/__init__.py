"""The language server: what an editor needs to check, complete and explain records while they are written."""
