"""What the playground's page shows, as HTML, and what it does when somebody acts."""
