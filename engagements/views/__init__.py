"""Pages of clients and briefs."""
