// Copies a text at a button's press, and offers the tour once. Nothing here is needed to read.
(function () {
  "use strict";
  const given = document.currentScript.dataset;

  // --- Copying: the button is shown only where the browser lets a page copy ----------------
  if (navigator.clipboard && window.isSecureContext) {
    document.documentElement.classList.add("can-copy");
    const said = document.createElement("div");
    said.className = "sr";
    said.setAttribute("role", "status");
    document.body.append(said);
    document.addEventListener("click", async (event) => {
      const button = event.target.closest("[data-copy]");
      if (!button) return;
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      const words = button.textContent;
      said.textContent = button.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = words;
        said.textContent = "";
      }, 2000);
    });
  }

  // --- The tour ---------------------------------------------------------------------------
  if (!given.tour || !window.HTMLDialogElement) return;
  const tour = JSON.parse(given.tour);
  const KEY = "programkollen.tour";
  const asked = () => location.hash === "#rundtur";

  // A browser that remembers nothing would be asked at each visit, so it is not asked at all.
  function remembered() {
    try {
      return localStorage.getItem(KEY) !== null;
    } catch {
      return true;
    }
  }
  function remember() {
    try {
      localStorage.setItem(KEY, "seen");
    } catch {
      // Then there is nothing to forget either.
    }
  }
  function made(tag, props, ...children) {
    const one = Object.assign(document.createElement(tag), props);
    one.append(...children);
    return one;
  }

  // What was pressed is gone: the focus goes to what is read next.
  function toContent() {
    document.getElementById("main").focus({ preventScroll: true });
  }

  function offer() {
    const bar = made("section", { className: "tour-offer" });
    bar.setAttribute("aria-label", tour.name);
    const leave = () => {
      bar.remove();
      document.documentElement.classList.remove("has-offer");
      remember();
      toContent();
    };
    bar.append(
      made("p", { textContent: tour.offer }),
      made("button", { type: "button", className: "button", textContent: tour.start,
        onclick: () => { leave(); begin(); } }),
      made("button", { type: "button", className: "button is-plain", textContent: tour.skip,
        onclick: leave })
    );
    bar.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
    document.documentElement.classList.add("has-offer");
    // Whoever goes by keyboard meets it after the way past the menu, not after the whole page.
    document.querySelector(".skip").after(bar);
  }

  function begin() {
    const from = document.activeElement;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const heading = made("h2", { id: "tour-heading", tabIndex: -1 });
    const words = made("p", {});
    const place = made("p", { className: "tour-place" });
    const back = made("button", { type: "button", className: "button is-plain", textContent: tour.back });
    const next = made("button", { type: "button", className: "button" });
    const end = made("button", { type: "button", className: "button is-plain", textContent: tour.end });
    const box = made("dialog", { className: "tour" }, heading, words, place,
      made("div", { className: "tour-ways" }, back, next, end));
    box.setAttribute("aria-labelledby", "tour-heading");
    const steps = tour.steps.filter((step) => !step.at || document.querySelector(step.at));
    let at = 0;
    let lit = null;

    function show() {
      if (lit) lit.classList.remove("is-toured");
      const step = steps[at];
      heading.textContent = step.heading;
      words.textContent = step.words;
      place.textContent = tour.place.replace("{at}", at + 1).replace("{all}", steps.length);
      back.hidden = at === 0;
      next.textContent = at === steps.length - 1 ? tour.done : tour.next;
      end.hidden = at === steps.length - 1;
      lit = step.at ? document.querySelector(step.at) : null;
      if (lit) {
        lit.classList.add("is-toured");
        lit.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
      }
      heading.focus({ preventScroll: true });
    }
    back.onclick = () => { at -= 1; show(); };
    next.onclick = () => { if (at === steps.length - 1) box.close(); else { at += 1; show(); } };
    end.onclick = () => box.close();
    box.addEventListener("close", () => {
      if (lit) lit.classList.remove("is-toured");
      box.remove();
      remember();
      if (asked()) history.replaceState(null, "", location.pathname + location.search);
      if (from instanceof HTMLElement && from !== document.body && from.isConnected) {
        from.focus({ preventScroll: true });
      } else toContent();
    });
    document.body.append(box);
    box.showModal();
    show();
  }

  // Once the living page stands, so that nothing that is pointed at is swapped away.
  function ready(then) {
    const living = document.getElementById("react-entry-point");
    if (!living || living.classList.contains("is-living")) return then();
    const watcher = new MutationObserver(() => {
      if (!living.classList.contains("is-living")) return;
      watcher.disconnect();
      then();
    });
    watcher.observe(living, { attributes: true, attributeFilter: ["class"] });
  }

  ready(() => {
    if (asked()) begin();
    else if (!remembered()) offer();
    addEventListener("hashchange", () => { if (asked()) begin(); });
  });
})();
