"""Is what a crawl needs there? The packages, the certificates, and a source's own site."""
