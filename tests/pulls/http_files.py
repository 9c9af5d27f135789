"""A real HTTP server on loopback that gives files as well or as badly as a test wants."""

import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Files:
    """What the server gives, and what it was asked."""

    def __init__(self):
        self.files = {}
        self.answers = []
        self.asked = []
        self.name = None
        self.pieces = 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def put(self, path, data):
        self.files[path] = data

    def next(self, *answers):
        """Give these answers first: a status, ``slow``, ``half``, ``endless`` or ``to:…``."""
        self.answers += answers


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    files = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.files.asked.append({"path": self.path, **dict(self.headers)})
        answer = self.files.answers.pop(0) if self.files.answers else None
        data = self.files.files.get(self.path)
        if answer is None and data is None:
            answer = 404
        if isinstance(answer, int):
            return self.plain(answer)
        if answer and answer.startswith("to:"):
            return self.plain(302, Location=answer.removeprefix("to:"))
        etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        if answer is None and self.headers.get("If-None-Match") == etag:
            return self.plain(304, ETag=etag)
        return self.body(answer, data, etag)

    def plain(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def body(self, answer, data, etag):
        self.send_response(200)
        self.send_header("ETag", etag)
        if self.files.name:
            self.send_header("Content-Disposition", f'attachment; filename="{self.files.name}"')
        if answer == "packed":
            self.send_header("Content-Encoding", "gzip")
        if answer == "endless":
            self.send_header("Connection", "close")
            self.end_headers()
            self.pieces(b"x" * 65536, 10_000, 0)
            return
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if answer == "half":
            self.wfile.write(data[: len(data) // 2])
            self.close_connection = True
        elif answer == "slow":
            self.pieces(data[:1], len(data), 0.05)
        elif answer == "silent":
            time.sleep(1)
        else:
            self.wfile.write(data)

    def pieces(self, piece, count, pause):
        try:
            for _ in range(count):
                self.wfile.write(piece)
                self.files.pieces += 1
                time.sleep(pause)
        except OSError:
            # The other side has had enough.
            self.close_connection = True


def serve(files):
    """Serve in a thread; give the server, whose ``shutdown`` ends it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("One", (Handler,), {"files": files}))
    server.daemon_threads = True
    files.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server
