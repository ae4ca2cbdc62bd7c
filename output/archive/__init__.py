"""The responses as they came: written, found again and read, as WARC."""
