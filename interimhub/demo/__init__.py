"""The demo world: its people, its mail, and signing in as any of them."""
