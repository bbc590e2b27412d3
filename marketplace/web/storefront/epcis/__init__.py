"""Events of lots for other programs."""
