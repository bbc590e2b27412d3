"""Pages for those who build the shop, which show parts of every surface."""
