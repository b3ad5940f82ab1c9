"""L: whether conditions make sense."""
