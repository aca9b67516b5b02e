"""Forms of conversations, submissions and decisions."""
