"""The FAQ: what customers and stakeholders ask, who answers, and the honest answers."""
