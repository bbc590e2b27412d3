"""Pages of the people who sell: phone first, one next step at a time."""
