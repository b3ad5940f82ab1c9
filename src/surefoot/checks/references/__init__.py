"""R: what one record says of another."""
