#!/usr/bin/env python3
"""Takes pages apart on a Spark cluster, with `jianbao segment -` as the filter of every partition.

    spark-submit segment_pages.py PAGES OUTPUT [--program jianbao] [--partitions N] [--rdd] [--lines]

PAGES is Parquet with a column `text` or `bytes` and, where known, `path`, `paper`, `date`, `page`, `section`, `encoding`.
OUTPUT becomes Parquet of a row a page, with the columns of assets/schema/segment.json. The program has to be on every
machine, of one version. `--rdd` sends the pages by RDD.pipe instead of mapInPandas: the same rows, no pandas needed. `--lines`
leaves the JSON lines as they are, in files of text, which is quicker.
"""

import argparse
import base64
import json
import subprocess
import threading

LABEL = "paper string, date string, page string, section string"
BLOCK = (
    "struct<role: string, text: string, lines: array<int>, `on`: int, boxes: array<array<float>>, "
    "role_confidence: float, boundary_confidence: float, gap_before: boolean>"
)
ARTICLE = f"struct<title: string, {LABEL.replace(' string', ': string')}, confidence: float, blocks: array<{BLOCK}>>"
SCHEMA = (
    f"version int, path string, {LABEL}, encoding string, encoding_confidence float, replaced int, "
    f"page_sizes array<array<float>>, articles array<{ARTICLE}>, furniture array<{BLOCK}>, "
    "error struct<kind: string, message: string>"
)
TOLD = ("path", "text", "bytes", "paper", "date", "page", "section", "encoding")


def line(page):
    """A page as the filter reads it."""
    told = {name: value for name, value in page.items() if name in TOLD and value is not None and value == value}
    if "bytes" in told:
        told["bytes"] = base64.b64encode(told["bytes"]).decode()
    return json.dumps(told, ensure_ascii=False, default=str)


def taken_apart(program):
    """The function for mapInPandas: one process a partition, one record a page, in the order of the pages."""

    def run(batches):
        import pandas

        # Spark runs a task a core: one thread each.
        command = [program, "--lang", "en", "segment", "-", "--input", "jsonl", "--threads", "1"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as filter_:
            for batch in batches:
                lines = [line(page) + "\n" for page in batch.to_dict("records")]
                # Written while the answers are read: neither pipe fills up.
                writer = threading.Thread(target=write, args=(filter_.stdin, lines))
                writer.start()
                records = [filter_.stdout.readline().decode() for _ in lines]
                writer.join()
                if not all(record.endswith("\n") for record in records):
                    # Spark does the partition again, elsewhere.
                    raise RuntimeError(f"{program} ended early")
                yield pandas.DataFrame({"record": [record.rstrip("\n") for record in records]})
            filter_.stdin.close()

    return run


def write(pipe, lines):
    try:
        for text in lines:
            pipe.write(text.encode())
        pipe.flush()
    except BrokenPipeError:
        pass  # Whoever reads the answers sees that they end.


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pages")
    arguments.add_argument("output")
    arguments.add_argument("--program", default="jianbao")
    arguments.add_argument("--partitions", type=int, help="parts that the pages are dealt into, a few for each core")
    arguments.add_argument("--rdd", action="store_true")
    arguments.add_argument("--lines", action="store_true")
    given = arguments.parse_args()

    from pyspark.sql import SparkSession, functions

    spark = SparkSession.builder.appName("jianbao").getOrCreate()
    pages = spark.read.parquet(given.pages)
    pages = pages.select([name for name in pages.columns if name in TOLD])
    if given.partitions:
        pages = pages.repartition(given.partitions)
    if given.rdd:
        # A status of 1 says that pages could not be read, which their records say, too; Spark takes it for a failure.
        command = f"sh -c '\"{given.program}\" --lang en segment - --input jsonl --threads 1 || [ $? = 1 ]'"
        records = pages.rdd.map(lambda row: line(row.asDict())).pipe(command, checkCode=True)
        records = records.map(lambda record: (record,)).toDF("record string")
    else:
        records = pages.mapInPandas(taken_apart(given.program), "record string")
    if given.lines:
        records.write.mode("overwrite").text(given.output)
    else:
        rows = records.select(functions.from_json("record", SCHEMA).alias("page")).select("page.*")
        rows.write.mode("overwrite").parquet(given.output)
    spark.stop()


if __name__ == "__main__":
    main()
