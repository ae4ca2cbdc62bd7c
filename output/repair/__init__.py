"""What is done about damage: it is set aside, what was in it is rebuilt from what remains, and all of it is said."""
