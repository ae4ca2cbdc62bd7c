"""How often was an article viewed? From labels, names and counters to the count they mean."""
