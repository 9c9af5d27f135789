// Helps the working area's forms along. Every form works without it: the server draws, checks
// and answers each post as a whole page, and this script puts parts of those pages in place.
(function () {
  "use strict";
  const PAUSE = 250;

  // A field named "action" stands before the form's own property of that name.
  const address = (form) => form.getAttribute("action");
  const page = (text) => new DOMParser().parseFromString(text, "text/html");

  // --- A path drawn while its target is typed ------------------------------------------------
  // The form is posted as its own button would, and draws alone: nothing is entered.
  const DRAWN = ["drawn-said", "drawn-picture"];
  let waiting = 0;
  let asked = null;

  async function draw(form) {
    if (asked) asked.abort();
    asked = new AbortController();
    const fields = new FormData(form);
    fields.append("draw", "yes");
    try {
      const answer = await fetch(address(form), {
        method: "POST",
        body: fields,
        signal: asked.signal,
        credentials: "same-origin",
      });
      if (!answer.ok) return;
      const drawn = page(await answer.text());
      for (const id of DRAWN) {
        const [place, made] = [document.getElementById(id), drawn.getElementById(id)];
        if (place && made) place.replaceChildren(...made.childNodes);
      }
    } catch (error) {
      // A later key has overtaken it, or the server is away: the button still draws.
      if (error.name !== "AbortError") {
        for (const one of document.querySelectorAll(".unscripted")) one.hidden = false;
      }
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draws]");
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(draw, PAUSE, form);
  });

  // --- A file on its way -----------------------------------------------------------------------
  let underway = null;

  const words = (form, name, given) =>
    Object.entries(given || {}).reduce(
      (said, [place, value]) => said.replace(`{${place}}`, value),
      form.dataset[name] || ""
    );
  const megabytes = (bytes) =>
    (bytes / 1e6).toLocaleString(document.documentElement.lang, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });

  // Says what goes on: to the eye at each step, to those who listen at each quarter.
  function reporter(form) {
    const place = form.querySelector(".upload");
    const bar = place.querySelector("progress");
    const seen = place.querySelector(".upload-seen");
    const said = place.querySelector(".upload-said");
    let quarter = -1;
    place.hidden = false;
    return {
      part(done, size) {
        bar.max = size;
        bar.value = done;
        const text = words(form, "sending", { done: megabytes(done), size: megabytes(size) });
        seen.textContent = text;
        const now = Math.floor((4 * done) / size);
        if (now > quarter) {
          quarter = now;
          said.textContent = text;
        }
      },
      whole(name) {
        bar.removeAttribute("value");
        seen.textContent = said.textContent = words(form, name);
      },
      failed(name, given) {
        place.classList.add("is-failed");
        bar.hidden = true;
        seen.textContent = "";
        said.textContent = words(form, name, given);
      },
      begin() {
        place.classList.remove("is-failed");
        bar.hidden = false;
      },
    };
  }

  function busy(form, on) {
    form.setAttribute("aria-busy", String(on));
    for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = on;
    const stop = form.querySelector(".upload-stop");
    stop.hidden = !on;
    if (on) stop.focus();
  }

  // Shows the page that answers, as if the browser had gone there.
  function show(text, to) {
    const made = page(text);
    const scripts = (root) => root.querySelectorAll("script");
    for (const one of scripts(made)) one.remove();
    document.title = made.title;
    document.body.replaceChildren(...made.body.childNodes);
    if (to && to !== location.href) history.pushState(null, "", to);
    ready(document);
    const foremost = [".message", "#checked", "h1"];
    const told = foremost.map((one) => document.querySelector(one)).find(Boolean);
    if (told) {
      told.tabIndex = -1;
      told.focus();
    }
  }

  function send(form, button) {
    const fields = new FormData(form);
    if (button && button.name) fields.append(button.name, button.value);
    const told = reporter(form);
    const request = new XMLHttpRequest();
    underway = request;
    told.begin();
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) told.part(event.loaded, event.total);
    };
    request.upload.onload = () => told.whole("checking");
    const ended = (name) => () => {
      underway = null;
      busy(form, false);
      told.failed(name);
      if (button) button.focus();
    };
    request.onerror = ended("broken");
    request.onabort = ended("stopped");
    request.onload = () => {
      underway = null;
      show(request.responseText, request.responseURL);
    };
    request.open("POST", address(form));
    request.send(fields);
    busy(form, true);
  }

  const file = (form) => form.querySelector("input[type=file]");
  const tooLarge = (form) => {
    const [given] = file(form).files;
    return Boolean(given) && given.size > Number(form.dataset.most);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (!form || underway) return;
    event.preventDefault();
    if (tooLarge(form)) {
      const size = megabytes(file(form).files[0].size);
      reporter(form).failed("large", { size });
      file(form).focus();
      return;
    }
    send(form, event.submitter);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".upload-stop") && underway) underway.abort();
  });
  addEventListener("popstate", () => location.reload());

  // --- A file dropped on its form --------------------------------------------------------------
  const dropped = (event) => event.target.closest && event.target.closest("form[data-upload]");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      const form = dropped(event);
      if (!form || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    const form = dropped(event);
    if (form && !form.contains(event.relatedTarget)) form.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    const form = dropped(event);
    if (!form || !event.dataTransfer.files.length) return;
    event.preventDefault();
    form.classList.remove("is-over");
    if (event.dataTransfer.files.length > 1) {
      reporter(form).failed("one");
      return;
    }
    file(form).files = event.dataTransfer.files;
    file(form).focus();
  });

  // The words that only hold where the script runs.
  function ready(root) {
    for (const one of root.querySelectorAll(".unscripted")) one.hidden = true;
    for (const one of root.querySelectorAll(".scripted")) one.hidden = false;
  }
  ready(document);
})();
