"""Which language is an article in? From what the page declares to what its script and words confirm."""
