"""Policies of conversations, submissions and decisions."""
