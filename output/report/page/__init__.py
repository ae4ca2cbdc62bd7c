"""How does the report look? The page: its template, its style, its script, and what they are given."""
