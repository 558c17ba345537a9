#!/usr/bin/env python3
"""Compares ways to share out pages with one process, page for page, and measures them.

    check.py --program jianbao --sample assets/sample [--pages 10000] [--master local[2,4]] [--rdd] [--lines] [--kill]

The pages are those of the sample, again and again, each under a path of its own and without some lines of its own. `--kill` kills the first process of the
program that Spark starts, while it works. Without pyspark, GNU parallel alone is tried.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import segment_pages
from records import rounded

HERE = pathlib.Path(__file__).parent


def pages(sample, count):
    files = [(str(file.relative_to(sample)), file.read_bytes()) for file in sorted(sample.rglob("*.txt"))]
    chance = random.Random(1)
    made = []
    for i in range(count):
        path, page = files[i % len(files)]
        kept = [line for line in page.split(b"\n") if i < len(files) or chance.random() > 0.05]
        made.append({"path": f"{i:06}/{path}", "bytes": b"\n".join(kept)})
    return made


def spent():
    """Processor time of each process below this one so far, in seconds, by its number: Spark waits for none of its own."""
    times, parents = {}, {}
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        number = int(entry.parent.name)
        parents[number] = int(fields[1])
        times[number] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_below(number):
        while number > 1 and number != os.getpid():
            number = parents.get(number, 0)
        return number == os.getpid()

    return {number: time for number, time in times.items() if number != os.getpid() and is_below(number)}


def measured(what, count, run):
    all_times, ended = {}, threading.Event()

    def watch():
        while not ended.wait(0.2):
            all_times.update(spent())

    watching = threading.Thread(target=watch)
    watching.start()
    begun = time.monotonic()
    result = run()
    wall = time.monotonic() - begun
    ended.set()
    watching.join()
    cpu = sum(all_times.values())
    print(f"{what}: {wall:.1f} s, {cpu:.1f} s of all cores; {count / cpu:.1f} pages a second of a core", flush=True)
    return result, count / cpu


def filtered(command, lines):
    ended = subprocess.run(command, input=lines, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    # 1: pages could not be read, which their records say; of GNU parallel, how many processes told so.
    assert ended.returncode in range(100), ended.returncode
    return ended.stdout


def by_path(records):
    records = [json.loads(record) if isinstance(record, str) else record for record in records]
    found = {record["path"]: record for record in records}
    assert len(found) == len(records), "no page twice"
    return found


def kill_one(program, killed):
    """Kills the first process that Spark has started for a partition, once it has begun."""
    name = os.path.realpath(program)
    while not killed:
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                is_filter = os.readlink(entry / "exe") == name and b"--input" in (entry / "cmdline").read_bytes()
                if is_filter:
                    time.sleep(1)
                    os.kill(int(entry.name), signal.SIGKILL)
                    killed.append(int(entry.name))
                    break
            except OSError:
                continue
        time.sleep(0.05)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", type=pathlib.Path, default=shutil.which("jianbao"))
    arguments.add_argument("--sample", type=pathlib.Path, default=HERE / "../../assets/sample")
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--master", default="local[2,4]")
    arguments.add_argument("--rdd", action="store_true")
    arguments.add_argument("--lines", action="store_true")
    arguments.add_argument("--kill", action="store_true")
    given = arguments.parse_args()
    program = given.program.resolve()
    rows = pages(given.sample, given.pages)
    lines = "".join(segment_pages.line(row) + "\n" for row in rows).encode()
    print(f"{len(rows)} pages, {len({row['bytes'] for row in rows})} of them distinct, {len(lines) / 1e6:.1f} MB")
    filter_ = [program, "--lang", "en", "segment", "-", "--input", "jsonl", "--threads", "2"]

    one, single = measured("one process", len(rows), lambda: filtered(filter_, lines))
    wanted = one.decode().splitlines()
    right = True

    if shutil.which("parallel"):
        command = ["parallel", "--pipe", "--jobs", "2", "--keep-order", "--block", "1M", "--will-cite", *map(str, filter_[:-1]), "1"]
        shared, rate = measured("parallel", len(rows), lambda: filtered(command, lines))
        same = shared.decode().splitlines() == wanted
        print(f"  {'the same' if same else 'OTHER'} page for page; rate of a core {rate / single:.2f} of one process")
        right &= same

    try:
        import pandas
        import pyarrow.parquet
        import pyspark
    except ImportError:
        print("skipped: pyspark, pandas or pyarrow is not installed")
        sys.exit(not right)
    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        pandas.DataFrame(rows).to_parquet(room / "pages.parquet")
        submit = pathlib.Path(pyspark.__file__).parent / "bin/spark-submit"
        command = [submit, "--master", given.master, "--conf", "spark.ui.enabled=false", HERE / "segment_pages.py"]
        command += [room / "pages.parquet", room / "out", "--program", program, "--partitions", "16"]
        command += [name for name, is_asked in [("--rdd", given.rdd), ("--lines", given.lines)] if is_asked]
        killed = []
        if given.kill:
            threading.Thread(target=kill_one, args=(program, killed), daemon=True).start()
        environment = os.environ | {"PYSPARK_PYTHON": sys.executable}
        with open("spark.log", "wb") as log:
            _, rate = measured(
                f"Spark, {given.master}, {'RDD.pipe' if given.rdd else 'mapInPandas'}{', JSON lines' if given.lines else ''}",
                len(rows),
                lambda: subprocess.run(list(map(str, command)), stderr=log, env=environment, check=True),
            )
        if given.lines:
            parts = sorted((room / "out").glob("part-*"))
            found = by_path([line for part in parts for line in part.read_text(encoding="utf-8").splitlines()])
        else:
            found = by_path(pyarrow.parquet.read_table(room / "out").to_pylist())
    wanted = by_path(wanted)
    other = [path for path in wanted if rounded(found.get(path)) != rounded(wanted[path])]
    same = not other and len(found) == len(wanted)
    if other:
        print("  " + json.dumps([found.get(other[0]), wanted[other[0]]], ensure_ascii=False)[:2000])
    told = f"; process {killed[0]} was killed" if killed else ""
    print(f"  {'the same' if same else 'OTHER'} page for page{told}; rate of a core {rate / single:.2f} of one process")
    sys.exit(not (right and same and bool(killed) == given.kill))


if __name__ == "__main__":
    main()
