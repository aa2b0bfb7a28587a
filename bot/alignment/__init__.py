"""Alignment: promises, goals, KPIs and scope side by side, with their gaps."""
