"""The commands of `thinktap`, one module each."""
