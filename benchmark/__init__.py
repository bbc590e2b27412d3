"""What a page costs, as a ratio to a floor: the least that a server-rendered shop page can be made of."""
