"""How links are found in a listing page: pure functions, text and rule in, links out."""
