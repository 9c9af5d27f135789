"""What the server writes is valid HTML, by the checker that the standard's keepers run."""

import json
import re
import subprocess

from walking import TOOLS, Case, looks

VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"


def written(site, folder):
    for name, path, who in looks(signed_in_alike=True):
        for language in ("sv", "en"):
            case = Case(name, path, who, language, "light", 1280)
            answer = site.client(who).get(site.local(case.address))
            assert "text/html" in answer.content_type, (case.address, answer.status_code)
            assert answer.status_code == case.answer, case.address
            named = re.sub(r"\W+", "_", f"{name}_{who or 'public'}_{language}")
            (folder / f"{named}.html").write_bytes(answer.data)
    broken = "<!doctype html><html lang=en><title>x</title><p><a href=/><button>x</button></a>"
    (folder / "broken.html").write_text(broken)


def test_every_page_is_valid_and_the_checker_can_tell(site, tmp_path):
    written(site, tmp_path)
    ran = subprocess.run(
        ["java", "-Xmx512m", "-jar", VNU, "--format", "json", "--exit-zero-always", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )
    said = [
        (said["url"].rsplit("/", 1)[-1], said["message"], said.get("extract", "")[:120])
        for said in json.loads(ran.stderr)["messages"]
        if said["type"] == "error"
    ]
    assert [one for one in said if one[0] == "broken.html"]
    assert [one for one in said if one[0] != "broken.html"] == []
