"""The customer experience: user stories in order, and the pictures that show them."""
