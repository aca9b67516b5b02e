"""What may be typed on the pages of an interim's way through a brief."""
