"""The practice shop: the pages of a seller's orders, once more, with orders that are none."""
