"""The scope ledger: what is built, which promise it keeps, and what was decided."""
