"""Customer feedback: what customers said, filed to the promise it is about."""
