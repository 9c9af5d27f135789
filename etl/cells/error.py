"""Why could a cell's text not be read?"""


class CellError(ValueError):
    """A text that does not say what its column asks for.

    ``reason`` is a stable name: ``not_a_number``, ``ambiguous_number``, ``rounded_number``,
    ``not_a_period``, ``date_not_period``, ``excel_date`` (``suggestion`` holds the date),
    ``tertial``, ``no_such_span``, ``unknown_geography``, ``code_and_name_differ``.
    """

    def __init__(self, reason: str, text: str, suggestion: str | None = None) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.text = text
        self.suggestion = suggestion
