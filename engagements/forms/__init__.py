"""What may be typed about clients and briefs."""
