"""What is done to a dataset between runs: copies, other names, another shape, another version."""
