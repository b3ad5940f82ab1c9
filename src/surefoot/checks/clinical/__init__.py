"""C: what keeps patients safe."""
