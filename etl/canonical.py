"""How is a thing written so that equal things are equal bytes?"""

import json
from typing import Any


def canonical_json(value: Any) -> str:  # noqa: ANN401  # whatever JSON can hold
    """Write JSON so that equal values are equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
