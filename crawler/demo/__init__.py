"""A small think-tank site of our own, served on loopback for the first run and the tests."""

PORT = 8765  # where it listens unless told otherwise; its source's file says the same
