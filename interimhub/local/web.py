"""The web server's command: the same for the demo, for benchmarks and in production."""

import sys

WORKERS, THREADS = 2, 3


def command(port: int, *, workers: int = WORKERS) -> list[str]:
    """Return gunicorn's command line; each of its threads keeps one database connection."""
    return [
        *(sys.executable, "-m", "gunicorn", "interimhub.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS)),
        *("--graceful-timeout", "3"),
    ]
