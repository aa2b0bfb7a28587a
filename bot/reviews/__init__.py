"""Review, in the thread: verdicts that stay true when the text changes, and tracked comments."""
