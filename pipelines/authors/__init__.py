"""Who wrote an article? From metadata and bylines to people and bodies."""
