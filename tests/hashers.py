"""Passwords in tests."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Production's algorithm with much less work."""

    time_cost, memory_cost, parallelism = 1, 8, 1
