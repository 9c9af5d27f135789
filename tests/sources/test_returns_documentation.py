"""The pages for those who fill in returns say what the sources say."""

from pathlib import Path

import pytest

from etl.documentation import FILES, page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", FILES)
def test_the_page_is_what_the_sources_make_it(language):
    there = (DOCS / FILES[language]).read_text(encoding="utf-8")
    assert page(language, there) == there


@pytest.mark.parametrize("language", FILES)
def test_every_picture_of_the_page_is_there(language):
    there = (DOCS / FILES[language]).read_text(encoding="utf-8")
    pictures = [part.split(")")[0] for part in there.split("](pictures/")[1:]]
    assert len(pictures) == 2
    assert all((DOCS / "pictures" / name).exists() for name in pictures)
