"""crawler: the web. Finds articles and fetches them; the only package that imports scrapy."""
