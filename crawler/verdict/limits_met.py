"""Which limits ended something in a run, and what is to be done about each?"""

from __future__ import annotations

OF_LISTING = {"pages", "depth", "links", "parts"}
ON_PURPOSE = "articles"  # set for a sample, and no default: that it ends a run is no fault
ADVICE = {
    "pages": "the listing has more pages; raise [limits] pages if they are real",
    "requests": "the next run goes on; raise [limits] requests if it is to be done in one",
    "addresses": "no new address is remembered; raise [limits] addresses if they are real",
    "links": "a listing page names more than is taken of one; name a part of it, or a sitemap, in [listing] start",
    "parts": "the place chosen has more pages than are read; name its parts in [listing] start",
    "depth": "archives or sitemaps lead ever deeper; name the deepest in [listing] start if they are real",
    "vain": "so many addresses in a row gave no article; set [listing] link if they are none, else the next run goes on",
}


class LimitsMet:
    """The limits that ended something in one run, each once."""

    def __init__(self) -> None:
        self._met: dict[str, int] = {}

    def note(self, name: str, most: int) -> None:
        """Take note that a limit ended something.

        Args:
            name: A key of `ADVICE`, or "articles".
            most: How many it allows.
        """
        self._met.setdefault(name, most)

    @property
    def of_listing(self) -> dict[str, int]:
        """Those that left a part of the listing unread."""
        return {name: most for name, most in self._met.items() if name in OF_LISTING}

    @property
    def named(self) -> tuple[str, ...]:
        """Each with its number, as in ``pages=1000``, for the run's record."""
        return tuple(f"{name}={most}" for name, most in sorted(self._met.items()))

    @property
    def told(self) -> str | None:
        """What to do about those that may have cost articles, in words; null when there are none."""
        said = [f"{name}={most}: {ADVICE[name]}" for name, most in sorted(self._met.items()) if name != ON_PURPOSE]
        return f"a limit was reached ({'; '.join(said)})" if said else None
