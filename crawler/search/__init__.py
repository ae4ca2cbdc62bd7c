"""Which addresses does a run ask for? What its listing names, what is known of each, and what is due."""
