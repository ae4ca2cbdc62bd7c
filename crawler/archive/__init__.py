"""How do responses go into the archive and come back? The archive itself is output's."""
