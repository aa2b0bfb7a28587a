"""What every feature that works on an initiative shares: finding it, saving it, its card."""
