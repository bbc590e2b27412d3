"""Where a lot comes from."""
