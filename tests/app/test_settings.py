"""Settings are read once, from one place each, and say what is wrong with a bad one."""

from pathlib import Path

import pytest

from dashboard.settings import SettingError, Settings, read_settings


def test_without_any_setting_there_is_a_store_in_a_folder_of_its_own():
    settings = read_settings({"HOME": "/root"})
    assert settings.database_url == f"sqlite:///{(Path('var') / 'programkollen.sqlite').resolve()}"
    assert settings.inbox_dir == Path("var/inbox")
    assert (settings.language, settings.threshold, settings.pre_release_hours) == ("sv", 5, 24)
    assert {shown.source for shown in settings.shown()} == {"default"}


def test_the_environment_wins_over_the_file_and_both_are_named(tmp_path):
    config = tmp_path / "settings.toml"
    config.write_text('threshold = 10\nsite_name = "Kollen"\nnotify_urls = ["json://a", "b"]\n')
    settings = read_settings({"PROGRAMKOLLEN_CONFIG": str(config), "PROGRAMKOLLEN_THRESHOLD": "7"})
    assert (settings.threshold, settings.site_name) == (7, "Kollen")
    assert settings.notify_urls == ("json://a", "b")
    sources = {shown.name: shown.source for shown in settings.shown()}
    assert sources["threshold"] == "PROGRAMKOLLEN_THRESHOLD"
    assert sources["site_name"] == str(config)
    assert sources["language"] == "default"


def test_secrets_are_masked():
    settings = read_settings(
        {
            "PROGRAMKOLLEN_SECRET_KEY": "k" * 40,
            "PROGRAMKOLLEN_DATABASE_URL": "postgresql://pk:hush@db/pk",
            "PROGRAMKOLLEN_NOTIFY_URLS": "mailto://me:hush@example.se",
            "PROGRAMKOLLEN_PULL_URLS": "cases=https://me:hush@a.se/hush?key=hush cases=http://b.se",
        }
    )
    shown = {item.name: item.value for item in settings.shown()}
    assert shown["database_url"] == "postgresql://pk:********@db/pk"
    assert shown["pull_urls"] == "cases=https://a.se/******** cases=http://b.se/********"
    assert "hush" not in str(shown)
    assert "kkkk" not in str(shown)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PROGRAMKOLLEN_TRESHOLD", "5", "Did you mean PROGRAMKOLLEN_THRESHOLD?"),
        ("PROGRAMKOLLEN_PULL_URLS", "https://a.se/x.csv", "source=address pairs"),
        ("PROGRAMKOLLEN_PULL_URLS", "nix=https://a.se/x.csv", "the sources are applications"),
        ("PROGRAMKOLLEN_PULL_URLS", "cases=file:///etc/passwd", "source=address pairs"),
        ("PROGRAMKOLLEN_XYZZY", "5", "The settings are DATABASE_URL"),
        ("PROGRAMKOLLEN_THRESHOLD", "2", "a whole number from 3 to 100"),
        ("PROGRAMKOLLEN_THRESHOLD", "five", "a whole number"),
        ("PROGRAMKOLLEN_LANGUAGE", "de", "sv or en"),
        ("PROGRAMKOLLEN_DEMO", "perhaps", "true or false"),
        ("PROGRAMKOLLEN_BASE_URL", "localhost:8050", "an address such as"),
        ("PROGRAMKOLLEN_DATABASE_URL", "mysql://x", "sqlite:/// or postgresql://"),
        ("PROGRAMKOLLEN_GEOGRAPHY", "Stockholm!", "the code of a place"),
        ("PROGRAMKOLLEN_GEOGRAPHY", "9999", "the code of a place"),
        ("PROGRAMKOLLEN_DATA_DIR", " ", "a text that is not empty"),
        ("PROGRAMKOLLEN_CONFIG", "/nowhere/at/all.toml", "cannot be read"),
    ],
)
def test_a_bad_setting_is_named_with_what_was_expected(variable, value, said):
    with pytest.raises(SettingError) as caught:
        read_settings({variable: value})
    assert said in str(caught.value)
    assert variable in str(caught.value)


def test_a_short_secret_is_refused_without_being_repeated():
    with pytest.raises(SettingError) as caught:
        read_settings({"PROGRAMKOLLEN_SECRET_KEY": "hush"})
    assert "32 characters" in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_file_that_is_not_toml_is_named(tmp_path):
    config = tmp_path / "settings.toml"
    config.write_text("threshold: 5")
    with pytest.raises(SettingError, match="is not a TOML file"):
        read_settings({"PROGRAMKOLLEN_CONFIG": str(config)})


def test_a_public_process_reads_with_its_own_login():
    assert Settings(public_database_url="postgresql://r@db/pk").reading_url.startswith("postgresql")
