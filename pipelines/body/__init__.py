"""What is an article's body? The lines of its page that are the article's, as text and as Markdown."""
