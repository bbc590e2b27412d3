"""A buyer tells of a problem, or of what goes back, and follows what comes of it."""
