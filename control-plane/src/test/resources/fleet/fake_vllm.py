"""Answers what a start of vLLM's server is asked: health, routes, version and models.

A program, since a launcher starts and kills it; dev.cairn.testing.FakeVllmServer is the one for all that follows.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OPTIONS = dict(zip(sys.argv, sys.argv[1:]))
ROUTES = ["/v1/completions", "/v1/load_lora_adapter", "/v1/unload_lora_adapter"]
BASE = {
    "id": OPTIONS["--served-model-name"],
    "root": OPTIONS["--model"],
    "parent": None,
    "max_model_len": int(OPTIONS["--max-model-len"]),
}
ANSWERS = {
    "/health": {},
    "/version": {"version": "0.32.0"},
    "/openapi.json": {"paths": {route: {} for route in ROUTES}},
    "/v1/models": {"data": [BASE]},
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(ANSWERS[self.path]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("127.0.0.1", int(OPTIONS["--port"])), Handler).serve_forever()
