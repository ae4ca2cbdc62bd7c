"""pipelines: meaning. Turns a fetched page into an article, without network, disk or clock."""
