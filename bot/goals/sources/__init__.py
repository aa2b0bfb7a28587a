"""Values from outside: an HTTP address, a token for each goal, and CSV files."""
