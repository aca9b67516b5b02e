"""What people do with clients, briefs and panels."""
