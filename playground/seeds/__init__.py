"""What the people of the playground have done before you came, a chapter a file."""
