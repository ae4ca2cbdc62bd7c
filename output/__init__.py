"""output: disk. The dataset's contract and its writer; the only package that imports pyarrow."""
