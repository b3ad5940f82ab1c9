"""T: whether the scenarios are possible and enough."""
