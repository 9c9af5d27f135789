"""What does somebody find who recomputes every status from a release's files and nothing else?"""

import importlib.util
from pathlib import Path

from indicators.export import write_package

SCRIPT = Path(__file__).parents[2] / "docs" / "recompute.py"


def recomputed(release, folder, capsys):
    """Run the script on the release's files, which must agree; give how many figures are judged."""
    spec = importlib.util.spec_from_file_location("recompute", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    write_package(release, folder)
    assert script.main([str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    judged = sum(
        one.progress is not None for i in release.indicators.values() for one in i.observations
    )
    # Each in both dialects.
    assert said == f"{2 * judged} statuses, 0 differ"
    return judged
