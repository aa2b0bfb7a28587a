"""Readiness: findings with their reason and their fix; advice, never a gate, never a score."""
