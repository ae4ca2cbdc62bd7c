"""How does a table leave the dataset? As CSV, JSON lines, Excel, SQLite or DuckDB."""
