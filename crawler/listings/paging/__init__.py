"""How the further pages of a listing are found: rows of numbers, words, form posts, and what loads more."""
