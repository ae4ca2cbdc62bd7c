"""How do the measures get to Prometheus? As a text file, whole or not at all, that node_exporter's textfile collector reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crawler.telling.measures import Measure


class Measured(Collector):
    """Hands measures to the client library.

    Args:
        measures: The measures.
    """

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._measures = list(measures)

    def collect(self) -> Iterator[Metric]:
        """Each measure as a family."""
        for measure in self._measures:
            name = "_".join(filter(None, ("thinktap", measure.name, measure.unit)))
            keys = list(measure.samples[0][0]) if measure.samples else []
            family = (CounterMetricFamily if measure.is_total else GaugeMetricFamily)(
                name, measure.meaning, labels=keys
            )
            for labels, value in measure.samples:
                family.add_metric([labels[key] for key in keys], value)
            yield family


def write(path: Path, measures: Iterable[Measure]) -> None:
    """Replace the file with these measures.

    Raises:
        OSError: It can't be written; it is then as it was.
    """
    registry = CollectorRegistry()
    registry.register(Measured(measures))
    write_to_textfile(str(path), registry)
