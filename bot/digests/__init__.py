"""The weekly digest: what was decided and what changed, in the home channel."""
