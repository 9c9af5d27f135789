"""Real receivers on loopback: a webhook that takes JSON, and a mail server."""

import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Webhook:
    """What came in, and the status that is answered."""

    def __init__(self):
        self.came, self.status = [], 200
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if hook.status == 200:
                    hook.came.append(json.loads(body))
                self.send_response(hook.status)
                self.end_headers()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self):
        return f"json://me:hush@127.0.0.1:{self.port}/secret-path"


class Mail:
    """A mail server that takes every letter."""

    def __init__(self):
        self.letters = []
        mail = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.say("220 loopback")
                for line in self.rfile:
                    word = line[:4].upper().strip()
                    if word == b"DATA":
                        self.say("354 go on")
                        mail.letters.append(self.letter())
                        self.say("250 taken")
                    elif word == b"QUIT":
                        self.say("221 bye")
                        return
                    else:
                        self.say("250 well")

            def letter(self):
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                return b"".join(lines)

            def say(self, text):
                self.wfile.write(text.encode() + b"\r\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self):
        return (
            f"mailto://127.0.0.1:{self.port}/?mode=insecure&smtp=127.0.0.1"
            "&from=kollen@example.se&to=anna@example.se"
        )
