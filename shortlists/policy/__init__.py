"""Who may do what on an interim's way through a brief, and why not."""
