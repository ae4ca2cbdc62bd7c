"""A crawl tells of itself: once a day what is new, each day its pulse, and its numbers to those who count."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families

from crawler.result import Result
from crawler.status import ExitStatus
from crawler.telling.measures import Command, measures
from crawler.telling.prometheus import write
from output.facts.figures import figures_of
from output.layout import Layout
from tests.conftest import cold_thinktap, thinktap
from tests.dataset import build
from tests.site import Answer, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "q7Zk93Lm"


class Hub(Site):
    """Keeps what is posted to it, with where it went."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[bytes] = []
        self.status: dict[str, int] = {}
        self.posted = self.take

    def take(self, body: bytes) -> Answer:
        self.bodies.append(body)
        return Answer("ok")

    def where(self) -> set[str]:
        """Where something went."""
        return {path.removeprefix("POST ") for path in self.asked}

    def news(self) -> tuple[set[str], list[dict[str, Any]]]:
        """Where something went since the last look, and the messages among it."""
        asked, said = self.where(), [json.loads(body) for body in self.bodies if body.startswith(b"{")]
        self.asked.clear()
        self.bodies.clear()
        return asked, said


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.listing(("/a/1", "The first year of the harbour"), ("/a/2", "The second year of the harbour"))
        site.article("/a/1", "The first year of the harbour")
        site.article("/a/2", "The second year of the harbour")
        yield site


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        yield hub


def test_what_is_new_is_told_once_and_the_pulse_each_time(site: Site, hub: Hub, tmp_path: Path) -> None:
    sources = site.source(tmp_path / "s")
    site.source(sources, start="/owls", name="owl")
    ping, message = f"{hub.url}/ping/{SECRET}", f"json://{hub.host}/{SECRET}"
    dead = f"json://127.0.0.1:1/{SECRET}"
    arguments = ["crawl", "--jobs", 1, "--sources", sources, "--output", tmp_path / "out"]
    told = ["--notify", ping, "--notify", message]

    done = thinktap(*arguments, *told, "--notify", dead)
    asked, [said] = hub.news()
    assert done.status == 1
    assert asked == {f"/ping/{SECRET}/start", f"/ping/{SECRET}/fail", f"/{SECRET}"}
    assert (said["title"], said["type"]) == ("thinktap: 1 of 2 sources needs a look", "failure")
    assert "owl: layout since" in said["message"]
    assert f"thinktap check owl --live --sources {sources}" in said["message"]
    assert "notify target 3 (JSON): not told" in done.stderr
    assert SECRET not in done.stderr + done.stdout

    assert thinktap(*arguments, *told).status == 1  # the same trouble as yesterday
    assert hub.news() == ({f"/ping/{SECRET}/start", f"/ping/{SECRET}/fail"}, [])

    site.listing(("/o/1", "An owl in the old tower"), path="/owls")
    site.article("/o/1", "An owl in the old tower")
    assert thinktap(*arguments, *told).status == 0
    asked, [said] = hub.news()
    assert asked == {f"/ping/{SECRET}/start", f"/ping/{SECRET}", f"/{SECRET}"}
    assert (said["title"], said["type"]) == ("thinktap: 2 sources fine again", "success")
    assert "Good again:\nowl: 1 new" in said["message"]


def test_what_is_wished_for_or_could_not_begin_is_told(site: Site, hub: Hub, tmp_path: Path) -> None:
    arguments = ["crawl", "--jobs", 1, "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out"]
    told = ["--notify", f"{hub.url}/ping/{SECRET}", "--notify", f"json://{hub.host}/{SECRET}", "--notify-always"]
    assert thinktap(*arguments, *told, "--metrics", tmp_path / "m.prom").status == 0
    assert [said["title"] for said in hub.news()[1]] == ["thinktap: 1 source fine"]
    samples = metrics(tmp_path / "m.prom")
    assert samples["thinktap_last_run_exit_status", "kite"] == 0
    assert samples["thinktap_articles", "kite", "active"] == 2
    assert thinktap(*arguments, *told, "nosuch").status == 2  # nothing was crawled, which nobody may miss
    asked, [said] = hub.news()
    assert asked == {f"/ping/{SECRET}/start", f"/ping/{SECRET}/fail", f"/{SECRET}"}
    assert said["title"] == "thinktap: the run failed"
    assert said["message"].startswith("no source is called nosuch")


def test_a_mistyped_target_ends_it_before_anything_is_asked(site: Site, hub: Hub, tmp_path: Path) -> None:
    arguments = ("crawl", "--sources", site.source(tmp_path / "s"), "--output", tmp_path / "out")
    for wrong in (("--notify", f"jsn://{SECRET}"), ("--metrics", tmp_path / "none" / "m.prom")):
        done = thinktap(*arguments, "--notify", f"{hub.url}/ping/x", *wrong)
        assert done.status == 2
        assert SECRET not in done.stderr
        assert (site.asked, hub.asked) == ([], [])


def test_opentelemetry_gets_a_trace_and_the_measures(
    site: Site, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", hub.url)
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
    monkeypatch.setenv("THINKTAP_NOTIFY", f"json://{hub.host}/a json://{hub.host}/b")
    sources = site.source(tmp_path / "s")
    site.source(sources, start="/none", name="owl")
    done = cold_thinktap("crawl", "--sources", sources, "--output", tmp_path / "out", "--jobs", 1)
    assert done.status == 1, done.stderr
    assert "not told" not in done.stderr
    assert {"/v1/traces", "/v1/metrics", "/a", "/b"} == hub.where()
    traced, measured = sorted(
        (body for body in hub.bodies if body[:1] != b"{"), key=lambda body: b"crawl kite" not in body
    )
    spans = ExportTraceServiceRequest.FromString(traced).resource_spans[0].scope_spans[0].spans
    [run] = [span for span in spans if span.name == "thinktap crawl"]
    below = {span.name: span for span in spans if span.parent_span_id == run.span_id}
    assert below.keys() == {"crawl kite", "crawl owl"}
    assert (below["crawl kite"].status.code, below["crawl owl"].status.code) == (0, 2)
    assert run.start_time_unix_nano <= below["crawl kite"].start_time_unix_nano
    assert below["crawl kite"].end_time_unix_nano <= run.end_time_unix_nano
    [sent] = ExportMetricsServiceRequest.FromString(measured).resource_metrics
    names = {metric.name: metric for metric in sent.scope_metrics[0].metrics}
    assert (names["thinktap.last_run_duration"].unit, names["thinktap.fetches"].sum.is_monotonic) == ("s", True)
    attributes = {one.key: one.value.string_value for one in sent.resource.attributes}
    assert (attributes["service.name"], attributes["deployment.environment"]) == ("thinktap", "test")


def metrics(path: Path) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(path.read_text("utf-8"))
    said = [sample for family in families for sample in family.samples]
    return {
        (one.name, *(one.labels[key] for key in sorted(one.labels, key=lambda key: key != "source"))): one.value
        for one in said
    }


def test_the_numbers_are_the_dataset_s_own(tmp_path: Path) -> None:
    build(tmp_path, datetime.now(UTC))
    layout = Layout.at(tmp_path)
    known = [figures_of(layout, source) for source in ("demo", "kite")]
    owl = Result("owl", ExitStatus.TROUBLE, "owl.toml: mistyped")
    held = Result("demo", ExitStatus.LOCKED, "held")
    write(tmp_path / "m.prom", measures(known, Command(ExitStatus.TROUBLE, 100.5, 2, [owl, held])))
    samples = metrics(tmp_path / "m.prom")
    expected = {
        ("articles", "demo", "active"): 3,
        ("articles", "demo", "gone"): 1,
        ("articles", "kite", "active"): 1,
        ("fetches_total", "demo", "page"): 7,
        ("fetches_total", "demo", "missing"): 2,
        ("fetches_total", "kite", "page"): 1,
        ("rejects_total", "demo", "no body", "extract"): 3,
        ("runs_total", "demo", "0"): 3,
        ("runs_total", "kite", "0"): 1,
        ("runs_total", "kite", "1"): 1,
        ("met_articles_total", "demo", "new"): 4,
        ("last_run_exit_status", "demo"): 0,  # another run holds it, and tells of it
        ("last_run_exit_status", "kite"): 1,
        ("last_run_exit_status", "owl"): 1,  # it could not begin, and has no row
        ("last_run_duration_seconds", "demo"): 180,
        ("last_run_listed_addresses", "demo"): 2,
        ("command_exit_status",): 1,
        ("command_timestamp_seconds",): 100.5,
        ("command_duration_seconds",): 2,
        ("command_sources",): 2,
    }
    assert {key: samples.get((f"thinktap_{key[0]}", *key[1:])) for key in expected} == expected
    gap = (
        samples["thinktap_last_run_timestamp_seconds", "kite"]
        - samples["thinktap_last_success_timestamp_seconds", "kite"]
    )
    assert gap == 18 * 86_400
    assert [path.name for path in tmp_path.glob("m.prom*")] == ["m.prom"]
