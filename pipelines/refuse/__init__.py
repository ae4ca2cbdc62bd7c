"""Does a page hold an article at all? One that holds none is refused with the reason, which docs/rejects.md lists."""
