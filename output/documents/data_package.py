"""How does a Data Package describe the dataset? `datapackage.json` after the standard's first version.

https://specs.frictionlessdata.io/data-package/ and, for the columns, https://specs.frictionlessdata.io/table-schema/
A table lists all its files; frictionless 5 reads the first one only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from output.documents.dictionary import as_json
from output.examples import example
from output.schema import DATASET_NAME, INSTANT, NEVER, SCHEMA_VERSION, SOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from output.schema import Column, Table

DESCRIPTION = (
    "Articles of think tanks, with the evidence for every value, their history and their view counts. A null means"
    " that the page does not say, or not believably. Each article is its holder's: the columns copyright_holder,"
    " license and rights_signals say what is known of that."
)
_TYPES = {
    pa.string(): "string",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.date32(): "date",
    pa.bool_(): "boolean",
    INSTANT: "datetime",
}


def data_package(files: Mapping[Table, Sequence[str]]) -> dict[str, Any]:
    """The descriptor of these tables, each with the paths of its files in the dataset's folder."""
    return {
        "profile": "data-package",
        "name": DATASET_NAME,
        "title": "thinktap",
        "description": DESCRIPTION,
        "version": f"{SCHEMA_VERSION}.0.0",
        "resources": [_resource(table, paths) for table, paths in files.items()],
    }


def _resource(table: Table, paths: Sequence[str]) -> dict[str, Any]:
    # The source is in no file, so it is no field: those who read file by file would miss it.
    partition = "" if table is SOURCES else " Its source stands in the path, as source=NAME."
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "description": table.description + partition,
        "path": list(paths),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [_field(table, column) for column in table.columns]},
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    said = {
        "name": column.name,
        "type": _TYPES.get(column.type, "array"),
        "description": column.description,
        "example": json.loads(as_json(example(table, column))),
    }
    if column.measure:
        said["unit"] = column.measure
    if column.null_means == NEVER:
        said["constraints"] = {"required": True}
    else:
        said["nullMeans"] = column.null_means
    return said
