"""When was an article published and updated? From the places that say so to the moment they mean."""
