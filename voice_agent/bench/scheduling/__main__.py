"""`python -m voice_agent.bench.scheduling [--quick] [--postgres URL]` writes `build/bench/scheduling.json`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from voice_agent.bench import report
from voice_agent.bench.scheduling.measure import FULL, QUICK, measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small counts: a minute rather than half an hour")
    parser.add_argument("--postgres", default=os.environ.get("VOICE_AGENT_TEST_POSTGRES_URL"), help="an empty database")
    options = parser.parse_args()
    if options.postgres is None:
        print("PostgreSQL is left out: name one with --postgres $(scripts/postgres.sh)", file=sys.stderr)
    figures = asyncio.run(measure(QUICK if options.quick else FULL, options.postgres))
    path = report.write("scheduling", figures)
    for name, value in figures.items():
        print(f"{name:40} {value:12.2f}")
    print(path)


if __name__ == "__main__":
    main()
