"""Forms of clients, briefs, panels and playbacks."""
