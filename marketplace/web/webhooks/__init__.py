"""Calls of programs outside: signed, believed for that alone, and answered in the words that they expect."""
