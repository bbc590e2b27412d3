"""Cash on delivery: who has it, what carriers sent, and where the two differ."""
