"""Pages of the people who run the marketplace: desktop first, worked by keyboard."""
