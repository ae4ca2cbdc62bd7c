"""What does Spark make of a dataset? Prints it as JSON; a process of its own, for its Java lives as long as it does."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from pyspark.sql import SparkSession

# A small job's time is all start-up: Java compiles quickly rather than well, and Spark makes no code for a query.
SETTINGS = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.master": "local[1]",
    "spark.driver.memory": "512m",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
}


def main(root: Path, tables: list[str]) -> None:
    builder = SparkSession.builder.config(map=SETTINGS | {"spark.sql.warehouse.dir": str(root.parent / "warehouse")})
    spark = builder.getOrCreate()
    read = {table: spark.read.parquet(str(root / table)) for table in tables}
    articles = read["articles"]
    told = {
        "counts": {table: frame.count() for table, frame in read.items()},
        "types": dict(articles.dtypes),
        "rows": [row.asDict(recursive=True) for row in articles.collect()],
        "chosen": [row.url for row in articles.filter("views > 20 and updated >= '2024-01-01'").collect()],
        "kite": [row.url for row in articles.filter("source = 'kite'").collect()],
    }
    sys.stdout.write(json.dumps(told, default=as_utc))
    spark.stop()


def as_utc(moment: object) -> str:
    # Spark hands instants over in the machine's own zone, and does not say so.
    return (moment.astimezone(UTC) if isinstance(moment, datetime) else moment).isoformat()  # type: ignore[union-attr, attr-defined]


main(Path(sys.argv[1]), sys.argv[2:])
