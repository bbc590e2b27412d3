"""The refund desk: asking for a refund of an order, the second person's word, and what became of each."""
