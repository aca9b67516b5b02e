"""Pages of money, each for the one side whose money it is."""
