"""Pages of conversations, submissions and decisions."""
