"""The dataset as Delta tables, for object stores."""
