"""Charts: drawn in a process of their own, so that nobody who clicks waits for them."""
