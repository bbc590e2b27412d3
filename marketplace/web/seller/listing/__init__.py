"""The editor of listings: short screens that save a draft, its preview, and sending it to be looked at."""
