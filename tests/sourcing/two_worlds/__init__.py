"""What a firm reads does not move when another firm acts: the same pages in two worlds."""
