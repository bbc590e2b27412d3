"""The review desk: what sellers ask for, the evidence beside it, and the decision."""
