"""Actions on money: floors, envelopes, pay ranges, and what follows a sealed check."""
