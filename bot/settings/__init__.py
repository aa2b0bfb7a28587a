"""Settings of a workspace: shown to its members, changed by its admins."""
