"""What does each kind of reader need to know? The guides, as pages and as files in ``docs/help``.

One text for both, so that they cannot drift apart: ``python -m dashboard.guides`` writes the
files anew, and a test holds them against this list.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.i18n import N_, translate
from dashboard.settings import LANGUAGES, Language

FOLDER = Path(__file__).parent.parent / "docs" / "help"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a guide: a heading, and what to do or know, in order where ``steps``."""

    heading: str
    items: tuple[str, ...]
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide. ``name`` is its page's, ``path`` its Swedish address and file name.

    ``ways`` are the names of the pages that it speaks of, to go on to.
    """

    name: str
    path: str
    menu: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    ways: tuple[str, ...]


GUIDES: tuple[Guide, ...] = (
    Guide(
        "help_member",
        "/hjalp/namndledamot",
        N_("For committee members"),
        N_("Ten minutes before the meeting"),
        N_("What is new, how sure it is, and what can be asked about it."),
        (
            Part(
                N_("Before the meeting"),
                (
                    N_(
                        "Open the overview: each row is a goal with its latest value and its state."
                    ),
                    N_(
                        "Open The committee and give the day of the last meeting: what is new, "
                        "revised, late or still to be done since then, on one page and as a PDF."
                    ),
                    N_(
                        "Open an indicator for its chart, its table, its definition and its "
                        "sources."
                    ),
                    N_(
                        "“Check the arithmetic” shows what a figure is made of, so that you can "
                        "work it out yourself."
                    ),
                ),
                steps=True,
            ),
            Part(
                N_("How to read a state"),
                (
                    N_(
                        "A state is given only where somebody has decided a target. Otherwise it "
                        "says that no target is decided."
                    ),
                    N_(
                        "A change is called one only where it is larger than chance makes likely. "
                        "Otherwise it says: no clear change."
                    ),
                    N_("A range means that one single value would claim too much."),
                    N_("A dotted outline is a figure that nobody has reported. It is not zero."),
                ),
            ),
            Part(
                N_("Questions worth asking"),
                (
                    N_("Who decided the target, and where can the decision be read?"),
                    N_("Which sources are late, and since when?"),
                    N_("What is promised for the goals that are behind, by whom, and by when?"),
                    N_("Does the figure speak of the whole city, or of one unit or group?"),
                ),
            ),
            Part(
                N_("If you may read a release early"),
                (
                    N_(
                        "Sign in. The release that you are named for can be read until it is "
                        "published; then everybody can."
                    ),
                    N_("Do not pass its figures on before that: others wait for them too."),
                ),
            ),
        ),
        ways=("overview", "committee", "releases"),
    ),
    Guide(
        "help_lead",
        "/hjalp/programansvarig",
        N_("For programme leads"),
        N_("From a target to a published release"),
        N_("You enter the targets decided, explain what is behind and publish."),
        (
            Part(
                N_("Set a target"),
                (
                    N_("Sign in and open Targets in the working area."),
                    N_(
                        "Give the value, the day, the starting point and who decided it, with a "
                        "reference to the decision."
                    ),
                    N_(
                        "Look at the path and at what it takes each year before you save. Nothing "
                        "is overwritten: a new target stands beside the old one."
                    ),
                ),
                steps=True,
            ),
            Part(
                N_("Explain what is off track"),
                (
                    N_(
                        "A goal that is behind needs an explanation and an action before its "
                        "release can be approved."
                    ),
                    N_(
                        "Write what has happened, in words that a reader outside the city "
                        "understands. Blame nobody, and name no person."
                    ),
                    N_(
                        "An action has an owner and a day. Close it when it is done, and say what "
                        "came of it."
                    ),
                ),
            ),
            Part(
                N_("Publish a release"),
                (
                    N_(
                        "Make a draft, and read the checklist: errors stop it, warnings need a "
                        "reason."
                    ),
                    N_("Somebody else than whoever prepared the draft approves it."),
                    N_(
                        "Publish it at once, or at a moment that you choose. A published release "
                        "is never changed; an error is put right by a correction with a note."
                    ),
                ),
                steps=True,
            ),
        ),
        ways=("overview", "releases"),
    ),
    Guide(
        "help_steward",
        "/hjalp/uppgiftsansvarig",
        N_("For data stewards"),
        N_("Get the figures in, and right"),
        N_("You hand in counts, never persons. Everything that is wrong is pointed out at once."),
        (
            Part(
                N_("Hand in a return"),
                (
                    N_(
                        "Sign in, open Returns in the working area and fetch the template of your "
                        "source."
                    ),
                    N_(
                        "Fill it in. Write 0 where you have counted and there were none, and "
                        "leave out nothing: a missing row is not zero."
                    ),
                    N_(
                        "Hand the file in. You see every finding, with row and column, and a copy "
                        "of the file with the cells marked."
                    ),
                    N_(
                        "Correct the file and hand it in again, or give a reason where a warning "
                        "is right as it stands."
                    ),
                ),
                steps=True,
            ),
            Part(
                N_("What must never be in a return"),
                (
                    N_(
                        "Names, personal numbers, telephone numbers, addresses or anything else "
                        "that points at a person, notes included. Such a file is refused, and "
                        "what was found is not kept."
                    ),
                    N_(
                        "Figures that have been guessed. Leave the cell empty and say so in the "
                        "note."
                    ),
                ),
            ),
            Part(
                N_("What happens then"),
                (
                    N_(
                        "A later return for the same place and period stands beside the earlier "
                        "one; both are kept, with the day they were reported."
                    ),
                    N_(
                        "Small figures are protected before anything is published. Only you see "
                        "the file that you handed in and what it would change."
                    ),
                    N_(
                        "The page Sources says when each source is due next, and whether it is "
                        "late."
                    ),
                ),
            ),
        ),
        ways=("sources", "method"),
    ),
    Guide(
        "help_journalist",
        "/hjalp/journalist",
        N_("For journalists"),
        N_("The number, its source and the file"),
        N_("Everything published can be checked, fetched, cited and embedded, without asking us."),
        (
            Part(
                N_("Find a figure and check it"),
                (
                    N_(
                        "Search for a word, or open the goal's page. Each figure names its source "
                        "and the day it was reported."
                    ),
                    N_(
                        "Open “Check the arithmetic” to see the inputs, the formula and the result."
                    ),
                    N_(
                        "Fetch the file as CSV, XLSX or JSON. It holds the same figures as the "
                        "page, and a code wherever there is none."
                    ),
                ),
                steps=True,
            ),
            Part(
                N_("Cite and embed"),
                (
                    N_(
                        "Use the permanent link: it shows the same figures for ever, also when a "
                        "newer release exists."
                    ),
                    N_(
                        "“Share, cite, embed” below each chart gives a citation and the code for "
                        "a page of your own."
                    ),
                    N_(
                        "The licence is CC BY 4.0: use the figures freely, and say where they "
                        "come from."
                    ),
                ),
            ),
            Part(
                N_("Before you write that something has changed"),
                (
                    N_(
                        "Look for “no clear change”: with small numbers most changes are no "
                        "larger than chance."
                    ),
                    N_("Look for a break in the series: what is counted may have changed."),
                    N_(
                        "Look under Releases: the figure may have been revised, with a note that "
                        "says why."
                    ),
                    N_(
                        "Do not work out hidden figures. They are hidden because persons could be "
                        "found."
                    ),
                ),
            ),
            Part(
                N_("Be told of news"),
                (
                    N_(
                        "Follow the feed of releases (Atom). It tells of each release, correction "
                        "and withdrawal."
                    ),
                    N_(
                        "Every release ever made can still be read, and any two can be compared "
                        "value by value."
                    ),
                ),
            ),
        ),
        ways=("search", "releases", "open_data"),
    ),
)


def written(guide: Guide, language: Language) -> str:
    """Write a guide as Markdown."""

    def t(message: str) -> str:
        return translate(language, message)

    lines = [f"# {t(guide.title)}", t(guide.menu) + ". " + t(guide.lead), ""]
    for part in guide.parts:
        lines.append(f"## {t(part.heading)}")
        for number, item in enumerate(part.items, start=1):
            lines.append(f"{number}. {t(item)}" if part.steps else f"- {t(item)}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def files() -> Iterator[tuple[str, str]]:
    """Give the name and the text of each file."""
    for guide in GUIDES:
        for language in LANGUAGES:
            name = re.sub(r".*/", "", guide.path)
            yield f"{name}.{language}.md", written(guide, language)


def main() -> None:
    """Write all files into ``docs/help``."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in files():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"wrote {FOLDER}\n")


if __name__ == "__main__":
    main()
