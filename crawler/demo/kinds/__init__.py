"""Small sites on loopback, each with one kind of listing: a look and a pager, and all else that sites have."""
