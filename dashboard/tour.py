"""What does the tour of the overview say?

Words alone: the browser's script offers the tour at a first visit and shows it. Without a script
there is none, and nothing is missed, since each step points at what stands on the page.
"""

import json

from dashboard.page import View

HASH = "#rundtur"


def told(view: View) -> str:
    """Give the tour's words and what each step points at, as JSON for the script."""
    steps = [
        (
            ".page-header",
            view.t("The answer first"),
            view.t("The heading and the lines below it say how it stands, in words."),
        ),
        (
            ".goals",
            view.t("Every goal on one screen"),
            view.t(
                "Each row is a goal: its latest value, how it moves, and its state. A dotted "
                "outline is a figure that nobody has reported; it is not zero."
            ),
        ),
        (
            ".goals .state, .goals .mark",
            view.t("Words with a dotted line"),
            view.t("Press one, and it says what it means."),
        ),
        (
            ".release",
            view.t("Which figures these are"),
            view.t(
                "The bar names the release shown. From here you can see what has changed, and "
                "how the page stood on another date."
            ),
        ),
        (
            ".tools",
            view.t("Find, and get help"),
            view.t("Search for an indicator or a word. Under Help there is a page for you."),
        ),
    ]
    said = {
        "name": view.t("Tour"),
        "offer": view.t("First time here? A tour of five steps shows how to read the page."),
        "start": view.t("Show me"),
        "skip": view.t("No, thank you"),
        "back": view.t("Back"),
        "next": view.t("Next"),
        "done": view.t("Done"),
        "end": view.t("End the tour"),
        "place": view.t("Step {at} of {all}", at="{at}", all="{all}"),
        "steps": [{"at": at, "heading": heading, "words": words} for at, heading, words in steps],
    }
    return json.dumps(said, ensure_ascii=False)
