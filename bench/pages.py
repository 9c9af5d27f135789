"""How much is loaded, and how soon can the overview be read?

Prints, of the overview of a fresh installation: when its largest part is painted, beside the same
content as a static file from nginx, by turns in one run. Then, of every public page: bytes and
requests until all its charts answer, hosts asked, and layout shift on a desk and on a phone. It
installs nothing: where Chromium, nginx or Playwright is missing it says so and ends.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROUNDS = 7
WIDTHS = {"desk": 1280, "phone": 390}
SLUG = "reflection_applications"
LCP = """
window.lcp = 0; window.moved = 0;
new PerformanceObserver(l => l.getEntries().forEach(e => { window.lcp = e.startTime }))
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => { window.moved += e.value }))
  .observe({type: 'layout-shift', buffered: true});
"""
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; font/woff2 woff2; image/svg+xml svg; }}
  access_log off; sendfile on; gzip on; gzip_types text/css image/svg+xml;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; }}
}}
"""


def needed():
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    missing = [name for name, found in (("chromium", browser), ("nginx", nginx)) if not found]
    if missing:
        sys.exit(f"needs {' and '.join(missing)}: apt-get install {' '.join(missing)}")
    return browser, nginx


def free_port():
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def served(folder, port):
    """Start the application as it runs in earnest, and wait until it answers."""
    from dashboard.publishing import initialise
    from dashboard.services import Services
    from dashboard.settings import Settings

    services = Services(Settings(data_dir=folder))
    initialise(services)
    services.close()
    command = [Path(sys.executable).with_name("programkollen"), "serve", "--port", str(port)]
    environment = {"PATH": "/usr/bin:/bin", "PROGRAMKOLLEN_DATA_DIR": str(folder)}
    process = subprocess.Popen(command, env=environment, stdout=-3, stderr=-3)
    wait_for(f"http://127.0.0.1:{port}/healthz")
    return process


def wait_for(address):
    for _ in range(600):
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{address} does not answer")


def frozen(address, folder, path):
    """Write the page as files: the same text, style and letters, and no script."""
    text = wait_for(address + path).decode()
    text = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    site = folder / "site"
    site.mkdir()
    wanted = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', text))
    style = next(name for name in wanted if "site.css" in name)
    sheet = wait_for(address + style).decode()
    wanted |= set(re.findall(r'url\("(/assets/[^"]+)"\)', sheet))
    for name in wanted:
        plain = name.split("?")[0]
        target = site / plain.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(wait_for(address + plain))
    (site / "index.html").write_text(text, encoding="utf-8")


def look(browser, address, path, *, charts=False, width=1280):
    """Open a page with nothing kept; give what was asked for, and when it could be read."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.add_init_script(LCP)
    page.add_init_script("localStorage.setItem('programkollen.tour', 'seen')")
    sizes, hosts = [], set()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.on("request", lambda sent: hosts.add(sent.url.split("/")[2]))
    page.goto(address + path, wait_until="load")
    found = {"charts": 0}
    if charts:
        page.wait_for_selector("#react-entry-point.is-living")
        found["charts"] = page.locator(".chart").count()
        for chart in page.locator(".chart").all():
            chart.scroll_into_view_if_needed()
            chart.locator(".main-svg").first.wait_for()
    page.wait_for_timeout(300)
    found |= {
        "lcp": page.evaluate("window.lcp"),
        "moved": page.evaluate("window.moved"),
        "requests": len(sizes),
        "bytes": sum(sizes),
        "hosts": hosts,
    }
    context.close()
    return found


def main():
    executable, nginx = needed()
    from playwright.sync_api import sync_playwright

    folder = Path(tempfile.mkdtemp(prefix="pk-pages-"))
    folder.chmod(0o755)  # nginx serves as another user
    ports = free_port(), free_port()
    site, still = (f"http://127.0.0.1:{port}" for port in ports)
    running = []
    try:
        running.append(served(folder / "data", ports[0]))
        frozen(site, folder, "/")
        configured = folder / "nginx.conf"
        configured.write_text(NGINX.format(folder=folder, port=ports[1]), encoding="utf-8")
        running.append(subprocess.Popen([nginx, "-c", configured], stdout=-3, stderr=-3))
        wait_for(still + "/")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            report(browser, site, still)
            browser.close()
    finally:
        for process in running:
            process.terminate()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def report(browser, site, still):
    look(browser, site, "/")  # the first answer of a process is made, later ones are kept
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(look(browser, site, "/"))
        theirs.append(look(browser, still, "/"))
    mine = statistics.median(one["lcp"] for one in ours)
    file = statistics.median(one["lcp"] for one in theirs)
    print(f"overview, readable (LCP, median of {ROUNDS}): {mine:.0f} ms")
    print(f"the same content from nginx:              {file:.0f} ms; ratio {mine / file:.2f}")
    for path in paths():
        seen = {
            name: look(browser, site, path, charts=True, width=width)
            for name, width in WIDTHS.items()
        }
        whole = seen["desk"]
        moved = ", ".join(f"{one['moved']:.4f} ({name})" for name, one in seen.items())
        print(
            f"{path}: {whole['charts']} charts answer after {whole['bytes'] / 1000:.0f} kB in "
            f"{whole['requests']} requests to {len(whole['hosts'])} host; layout shift {moved}"
        )


def paths():
    """Give the Swedish address of every page that needs no account and is no part of another."""
    from dashboard.access import Reader, decide
    from dashboard.pages import PAGES

    for page in PAGES:
        if decide(Reader(), page.permission).allowed and page.name != "embed":
            yield page.sv.replace("<slug>", SLUG)


if __name__ == "__main__":
    main()
