"""The reconciliation desk: money that came in, the purchases that it may be of, and the statements that tell of it."""
