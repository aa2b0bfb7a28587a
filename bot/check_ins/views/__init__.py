"""Check-ins, as blocks."""
