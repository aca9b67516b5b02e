"""The lines of the page *today* for deadlines in conversations, and about meetings."""

from shortlists.waits import conversations, meetings

__all__ = ["conversations", "meetings"]
