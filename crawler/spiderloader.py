"""Which spiders are there? One for each source's file, so `scrapy list` is the list of think tanks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from crawler.source import load
from crawler.source_files import OUR_SOURCES, SourceError, find

if TYPE_CHECKING:
    import builtins

    from scrapy import Request
    from scrapy.settings import BaseSettings

    from crawler.source import Source
    from crawler.spiders.listing import ListingSpider


class TomlSpiderLoader:
    """Makes spiders of sources, which it reads from our own folder and from those in THINKTAP_SOURCES.

    Raises:
        SourceError: A folder is not there.
    """

    def __init__(self, settings: BaseSettings) -> None:
        folders = (Path(folder) for folder in settings.getlist("THINKTAP_SOURCES"))
        self._paths = find((*folders, OUR_SOURCES))

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """The loader for these settings."""
        return cls(settings)

    def list(self) -> builtins.list[str]:
        """The ids of all sources."""
        return sorted(self._paths)

    def verified(self) -> builtins.list[str]:
        """The ids of those that are crawled without being named; a file that is not right is one, so that it is told."""
        return [name for name in self.list() if self._is_verified(name)]

    def _is_verified(self, name: str) -> bool:
        try:
            return load(self._paths[name]).verified
        except SourceError:
            return True

    def path(self, name: str) -> Path:
        """The file of a source that is there."""
        return self._paths[name]

    def source(self, name: str) -> Source:
        """One source.

        Raises:
            KeyError: There is none of that id.
            SourceError: Its file is not right.
        """
        if name not in self._paths:
            raise KeyError(f"no source is called {name}")
        return load(self._paths[name])

    def load(self, spider_name: str) -> type[ListingSpider]:
        """The spider of one source; raises what `source` does."""
        from crawler.spiders.listing import ListingSpider  # with all that a crawl needs

        source = self.source(spider_name)
        return type("SourceSpider", (ListingSpider,), {"name": source.id, "source": source})

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The sources that a request may belong to, for `scrapy shell` and `scrapy fetch`."""
        names = []
        for name in self.list():
            try:
                if self.load(name).handles_request(request):
                    names.append(name)
            except SourceError:
                continue
        return names
