"""How do the chosen lines of a page read as text and as Markdown? Rendered from its own elements."""
