"""Goals: the promises of the press release, with an owner, numbers and dates."""
