"""How do machines share a dataset? Each source's state lies beside the tables, and is used by one of them at a time."""
