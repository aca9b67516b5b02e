"""Public ids that are the same after every load of the demo."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f1d4a0e-2f0b-4c0a-9f6e-3c1f5b7a9d20")


def ref(*names: object) -> UUID:
    """Return the public id derived from these names."""
    return uuid5(NAMESPACE, ":".join(str(name) for name in names))
