"""`workback check`: readiness of a Markdown file, in the terminal."""
