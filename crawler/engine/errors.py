"""What keeps a cluster from being used?"""


class NoEngine(Exception):
    """The cluster can't be used; the text is one plain line."""
