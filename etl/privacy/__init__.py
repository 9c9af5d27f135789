"""Refuses personal data: finds it wherever in a file it stands, and never repeats it."""

from etl.privacy.screen import RULE, kind_in, screen

__all__ = ["RULE", "kind_in", "screen"]
