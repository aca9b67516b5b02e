"""What pages about briefs need Python for."""
