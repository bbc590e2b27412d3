"""The editor of a shop's page."""
