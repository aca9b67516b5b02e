"""Pages of an interim's way through a brief."""
