"""Was it a good run? What went wrong in it, what was refused, and which limits it met."""
