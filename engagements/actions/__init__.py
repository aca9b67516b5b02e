"""Actions on clients, briefs and panels."""
