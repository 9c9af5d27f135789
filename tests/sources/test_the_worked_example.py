"""The example of adding a source in CONTRIBUTING works as it stands there."""

import re
import sys
from pathlib import Path

import pytest

import etl.sources
from etl.checking import check_bytes
from etl.template import write_template

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
SOURCE, TESTS = re.findall(r"^```python\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)[:2]


@pytest.fixture
def added(tmp_path, monkeypatch):
    """Put the example's first file where sources are looked for, and take it away after."""
    (tmp_path / "street_meetings.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(etl.sources, "__path__", [*etl.sources.__path__, str(tmp_path)])
    etl.sources.sources.cache_clear()
    yield
    monkeypatch.undo()
    sys.modules.pop("etl.sources.street_meetings", None)
    etl.sources.sources.cache_clear()


def test_the_example_passes_its_own_tests_and_has_a_template(added):
    names = {"__name__": "test_street_meetings"}
    exec(TESTS, names)  # it is ours, from the page beside this test
    own = [made for name, made in names.items() if name.startswith("test_")]
    assert len(own) == 2
    for test in own:
        test()
    data = write_template("street_meetings", "xlsx")
    checked = check_bytes(data, "mall.xlsx", today=names["TODAY"])
    assert (checked.source.name, checked.findings) == ("street_meetings", ())
