"""How do a run's trace and its measures get to OpenTelemetry? By OTLP over HTTP, where its own environment variables say so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crawler.telling.bounded import Untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from opentelemetry.metrics import CallbackOptions, Observation
    from opentelemetry.sdk.resources import Resource

    from crawler.result import Result
    from crawler.telling.measures import Command, Measure

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
SIGNALS = ("TRACES", "METRICS")
PROTOCOL = "http/protobuf"
NAME = "thinktap"
NANO = 1_000_000_000
UNITS = {"seconds": "s", "": "1"}  # as UCUM writes them


def wanted(signal: str) -> bool:
    """Whether traces, or metrics, are to be sent: by the variables of OpenTelemetry's specification."""
    said = os.environ
    if said.get("OTEL_SDK_DISABLED", "").lower() == "true" or said.get(f"OTEL_{signal}_EXPORTER") == "none":
        return False
    return bool(said.get(ENDPOINT) or said.get(f"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"))


def send_trace(command: Command) -> None:
    """Send a span for the run and one below it for each source.

    Raises:
        Untold: It did not arrive.
    """
    _check("TRACES")
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExportResult
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from opentelemetry.trace import set_span_in_context

    spans, provider = InMemorySpanExporter(), TracerProvider(resource=_resource())
    provider.add_span_processor(SimpleSpanProcessor(spans))
    tracer = provider.get_tracer(NAME)
    run = tracer.start_span("thinktap crawl", start_time=_nano(command.finished - command.seconds))
    run.set_attribute("thinktap.exit_status", int(command.status))
    for result in command.results:
        began = _nano(result.ended - result.seconds)
        span = tracer.start_span(f"crawl {result.source}", set_span_in_context(run), start_time=began)
        span.set_attributes(_attributes(result))
        _judge(span.set_status, result.exit, result.verdict)
        span.end(_nano(result.ended))
    _judge(run.set_status, command.status, f"exit status {command.status}")
    run.end(_nano(command.finished))
    if OTLPSpanExporter().export(spans.get_finished_spans()) is not SpanExportResult.SUCCESS:
        raise Untold("no answer, or refused")


def send_measures(measures: Iterable[Measure]) -> None:
    """Send the measures.

    Raises:
        Untold: They did not arrive.
    """
    _check("METRICS")
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader, MetricExportResult

    reader = InMemoryMetricReader()
    meter = MeterProvider(metric_readers=[reader], resource=_resource()).get_meter(NAME)
    for measure in measures:
        make = meter.create_observable_counter if measure.is_total else meter.create_observable_gauge
        make(f"{NAME}.{measure.name}", [_observed(measure)], UNITS[measure.unit], measure.meaning)
    data = reader.get_metrics_data()
    if data is None or OTLPMetricExporter().export(data) is not MetricExportResult.SUCCESS:
        raise Untold("no answer, or refused")


def _check(signal: str) -> None:
    """Refuse what can't be sent.

    Raises:
        Untold: Another protocol is asked for, or the libraries are not there.
    """
    said = os.environ.get(f"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    if said and said != PROTOCOL:
        raise Untold(f"OTEL_EXPORTER_OTLP_PROTOCOL must be {PROTOCOL} here")
    try:
        import opentelemetry.exporter.otlp.proto.http
        import opentelemetry.sdk  # noqa: F401
    except ImportError:
        raise Untold("it needs pip install 'thinktap[otel]'") from None


def _resource() -> Resource:
    from importlib.metadata import version

    from opentelemetry.sdk.resources import OTELResourceDetector, Resource

    ours = Resource.create({"service.name": NAME, "service.version": version(NAME)})
    return ours.merge(OTELResourceDetector().detect())  # what the environment says of the service


def _attributes(result: Result) -> dict[str, str | int]:
    counts = {f"thinktap.{name}": getattr(result.counts, name) for name in result.counts.__slots__}
    cause = {"thinktap.cause": result.cause} if result.cause else {}
    return {"thinktap.source": result.source, "thinktap.exit_status": int(result.exit), **counts, **cause}


def _judge(set_status: Callable[..., None], exit_status: int, said: str) -> None:
    from opentelemetry.trace import StatusCode

    if exit_status:
        set_status(StatusCode.ERROR, said)


def _observed(measure: Measure) -> Callable[[CallbackOptions], Iterable[Observation]]:
    from opentelemetry.metrics import Observation

    return lambda _: [Observation(value, labels) for labels, value in measure.samples]


def _nano(seconds: float) -> int:
    return int(seconds * NANO)
