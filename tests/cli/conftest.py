"""A command line in an installation of its own."""

import pytest

from dashboard import cli


@pytest.fixture
def run(tmp_path, monkeypatch, capfd, new_installation):
    """Give a function from a command's arguments to its code and what it said; no traceback."""
    folder = tmp_path / "var"
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", new_installation("sqlite", folder))
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(folder))
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        capfd.readouterr()
        code = cli.run([str(one) for one in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call
