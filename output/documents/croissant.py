"""How does Croissant describe the dataset? `croissant.json`: its files as sets, its tables as record sets.

https://docs.mlcommons.org/croissant/docs/croissant-spec.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from output.documents.croissant_context import CONTEXT
from output.documents.data_package import DESCRIPTION
from output.schema import DATASET_NAME, INSTANT, SCHEMA_VERSION, SOURCES

if TYPE_CHECKING:
    from collections.abc import Collection

    from output.schema import Column, Table

_TYPES = {
    pa.string(): "sc:Text",
    pa.int64(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.date32(): "sc:Date",
    pa.bool_(): "sc:Boolean",
    INSTANT: "sc:DateTime",
}


def croissant(published: str | None, tables: Collection[Table]) -> dict[str, Any]:
    """The description of these tables.

    Args:
        published: When the last run that was fine ended, ISO 8601. Null when none was yet.
        tables: Those that have a file: a file set without one is an error to its readers.
    """
    about = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": DATASET_NAME,
        "description": DESCRIPTION,
        "version": f"{SCHEMA_VERSION}.0.0",
        "license": "That of each article: see its columns license, license_url, copyright_holder and rights_signals.",
        "isLiveDataset": True,
        "distribution": [_files(table) for table in tables],
        "recordSet": [_records(table) for table in tables],
    }
    return about | ({"datePublished": published} if published else {})


def _files(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table.name}-files",
        "description": table.description,
        "encodingFormat": "application/x-parquet",
        "includes": f"{table.name}/*.parquet" if table is SOURCES else f"{table.name}/source=*/*.parquet",
    }


def _records(table: Table) -> dict[str, Any]:
    fields = [_field(table, column) for column in table.columns]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "description": table.description,
        "field": fields if table is SOURCES else [*fields, _source(table)],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    name, kind = f"{table.name}/{column.name}", column.type
    said: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": name,
        "description": f"{column.description} Null: {column.null_means}.",
        "source": {"fileSet": {"@id": f"{table.name}-files"}, "extract": {"column": column.name}},
    }
    if pa.types.is_list(kind):
        said["repeated"], kind = True, kind.value_type
    if not pa.types.is_struct(kind):
        return {**said, "dataType": _TYPES[kind]}
    parts = [
        {
            "@type": "cr:Field",
            "@id": f"{name}/{part.name}",
            "dataType": _TYPES[part.type],
            "source": {**said["source"], "transform": {"jsonPath": f"$['{part.name}']"}},
        }
        for part in kind
    ]
    return {**said, "subField": parts}


def _source(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/source",
        "description": "The source's id.",
        "dataType": "sc:Text",
        "source": {
            "fileSet": {"@id": f"{table.name}-files"},
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": ".*source=([^/]+)/.*"},
        },
    }
