"""Documents as blocks: data in, blocks out, nothing else."""
