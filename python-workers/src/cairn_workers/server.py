"""The transport over HTTP: `python -m cairn_workers.server`; `wire` documents the bodies.

Trainer operations run one at a time on their own thread, grading on another one, so a long
gradient step delays neither grading nor `/health`.
"""

import argparse
import asyncio
import hmac
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import assert_never

import uvicorn
from fastapi import FastAPI, Request, Response

from cairn_workers import wire
from cairn_workers.errors import ErrorClass, WorkerError
from cairn_workers.service import GRADER_OPS, Service

SHUTDOWN_SECONDS = 5.0
LOG_LINE = (
    "(Worker pid=%(process)d) %(levelname)s %(asctime)s [%(filename)s:%(lineno)d] %(message)s"
)
LOG_TIME = "%m-%d %H:%M:%S"

log = logging.getLogger(__name__)


def http_status(error: ErrorClass) -> int:
    """The HTTP status of an error reply; the body says the rest."""
    match error:
        case "user" | "mismatch" | "non_finite":
            return 400
        case "stale_fence" | "unknown_session" | "busy":
            return 409
        case "cancelled" | "internal":
            return 500
        case "out_of_memory" | "no_memory" | "no_space":
            return 507
        case _:
            assert_never(error)


def create_app(service: Service, token: str | None = None, stamp: str = "") -> FastAPI:
    """The worker as an ASGI application.

    Args:
        token: if given, every call except `/health` must carry it as a bearer token.
        stamp: returned by `/health`, so that the control plane recognises its own child process.
    """
    app = FastAPI(title="Cairn worker", docs_url=None, redoc_url=None, openapi_url=None)
    trainer = ThreadPoolExecutor(1, thread_name_prefix="trainer")
    grader = ThreadPoolExecutor(1, thread_name_prefix="grader")
    expected = f"Bearer {token}".encode() if token else None

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok", "epoch": service.epoch, "stamp": stamp}

    @app.post("/v1/call/{op}")
    async def call(op: str, request: Request) -> Response:
        sent = request.headers.get("authorization", "").encode()
        if expected is not None and not hmac.compare_digest(sent, expected):
            return Response(
                json.dumps({"error": "send the worker's token as 'Authorization: Bearer ...'"}),
                401,
                media_type="application/json",
            )
        body = await request.body()
        lane = grader if op in GRADER_OPS else trainer
        status, answer = await asyncio.get_running_loop().run_in_executor(
            lane, answer_to, service, op, body
        )
        return Response(answer, status, media_type=wire.MEDIA_TYPE)

    return app


def answer_to(service: Service, op: str, body: bytes) -> tuple[int, bytes]:
    """Decodes, calls, encodes; status by the error's class."""
    try:
        header, arrays = wire.decode(body)
    except WorkerError as error:
        problem = {"error": {"class": error.kind, "message": str(error)}, "epoch": service.epoch}
        return http_status(error.kind), wire.encode(problem, {})
    reply, out = service.call(op, header, arrays)
    failed = reply.get("error")
    return (http_status(failed["class"]) if failed else 200), wire.encode(reply, out)


def end_with_stdin(server: uvicorn.Server) -> None:
    """Ends the server once stdin closes; by force if it has not ended after a while."""

    def wait() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        server.should_exit = True
        time.sleep(SHUTDOWN_SECONDS)  # a step in C code can't be stopped otherwise
        os._exit(0)

    threading.Thread(target=wait, name="stdin", daemon=True).start()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="cairn_workers.server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--artifacts", type=Path, required=True, help="durable artifact root")
    parser.add_argument("--scratch", type=Path, required=True, help="fast scratch root")
    parser.add_argument("--stamp", default=os.environ.get("CAIRN_STAMP", ""))
    parser.add_argument("--exit-with-stdin", action="store_true")
    options = parser.parse_args(arguments)

    # As vLLM writes its log, so that both are read alike.
    logging.basicConfig(format=LOG_LINE, datefmt=LOG_TIME, level=logging.WARNING)
    log.setLevel(logging.INFO)
    log.info("worker starts on %s:%d", options.host, options.port)
    service = Service(roots=[options.artifacts.resolve(), options.scratch.resolve()])
    app = create_app(service, os.environ.get("CAIRN_WORKER_TOKEN"), options.stamp)
    config = uvicorn.Config(
        app,
        host=options.host,
        port=options.port,
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=int(SHUTDOWN_SECONDS),
    )
    server = uvicorn.Server(config)
    if options.exit_with_stdin:
        end_with_stdin(server)
    try:
        server.run()
    finally:
        service.close()
        os._exit(0)  # executor threads may sit in a step; nothing is left to save


if __name__ == "__main__":
    main()
