"""A small think-tank site of our own, served on loopback for the first run and the tests."""
