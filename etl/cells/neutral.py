"""How is a text kept from being run as a formula by whoever opens our file?"""


def neutralise(text: str) -> str:
    """Give the text with an apostrophe before it where a spreadsheet would take it for a formula.

    A real negative number and a lone dash (zero) stay as they are.
    """
    raise NotImplementedError
