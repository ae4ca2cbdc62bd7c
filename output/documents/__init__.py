"""The dataset's own documents, all made from `output/schema.py`."""
