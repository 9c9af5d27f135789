"""Whoever ends the service ends all of it, a process that has hung among them."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.soak


def below(process):
    """Give the processes below one, by their numbers."""
    told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    found = [int(number) for number in told.split()]
    return found + [one for child in found for one in below(child)]


def runs(process):
    """Tell whether a process still does anything; one that has ended may wait to be taken away."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"


def answers(port):
    try:
        return urlopen(f"http://127.0.0.1:{port}/", timeout=30).status == 200
    except URLError:
        return False


def test_a_web_process_that_hangs_is_not_left_behind(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("programkollen"), "run", "--port", str(port)]
    around = os.environ | {"PROGRAMKOLLEN_DATA_DIR": str(tmp_path)}
    with subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL) as service:
        deadline = time.monotonic() + 120
        while not answers(port):
            assert service.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.2)
        every = below(service.pid)
        web = next(one for one in every if below(one))
        for hanging in below(web):
            os.kill(hanging, signal.SIGSTOP)
        service.terminate()
        assert service.wait(60) == 0
    left = [one for one in every if runs(one)]
    for one in left:
        os.kill(one, signal.SIGKILL)
    assert left == []
