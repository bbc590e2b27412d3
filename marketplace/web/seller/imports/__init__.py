"""Goods from a spreadsheet and into one: sent, its columns named, checked, mended, done, taken back."""
