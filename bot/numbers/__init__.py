"""Numbers of the press release: linked to a KPI, or waived with a reason."""
