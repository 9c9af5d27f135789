// Puts the living page in the place of the written one, and dresses charts.
// The server writes every page whole; this script only makes it come alive.
(function () {
  "use strict";
  const given = document.currentScript.dataset;
  const schemes = JSON.parse(given.schemes);
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const prefersMore = window.matchMedia("(prefers-contrast: more), (forced-colors: active)");
  const swedish = document.documentElement.lang === "sv";
  const failed = swedish
    ? "Diagrammet kunde inte hämtas. Siffrorna står i tabellen."
    : "The chart could not be fetched. The figures stand in the table.";

  // --- Charts -----------------------------------------------------------------------------
  window.PlotlyLocales = [
    {
      moduleType: "locale",
      name: "sv",
      dictionary: { Autoscale: "Visa allt", Zoom: "Zooma", "Reset axes": "Återställ axlar" },
      format: {
        days: ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
        shortDays: ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
        months: [
          "januari", "februari", "mars", "april", "maj", "juni",
          "juli", "augusti", "september", "oktober", "november", "december",
        ],
        shortMonths: [
          "jan.", "feb.", "mars", "apr.", "maj", "juni",
          "juli", "aug.", "sep.", "okt.", "nov.", "dec.",
        ],
        date: "%Y-%m-%d",
        decimal: ",",
        thousands: "\u00a0",
      },
    },
  ];

  // Figures come in light colours; each has one counterpart in every other scheme.
  function scheme() {
    if (window.matchMedia("print").matches) return undefined;
    if (prefersDark.matches) return schemes[prefersMore.matches ? "dark-more" : "dark"];
    return prefersMore.matches ? schemes.more : undefined;
  }

  function recoloured(part, hues) {
    if (typeof part === "string") return hues[part] || part;
    if (Array.isArray(part)) return part.map((one) => recoloured(one, hues));
    if (part && typeof part === "object" && Object.getPrototypeOf(part) === Object.prototype) {
      return Object.fromEntries(
        Object.entries(part).map(([key, one]) => [key, recoloured(one, hues)])
      );
    }
    return part;
  }

  const drawn = new WeakMap();

  function dressed(plotly) {
    const react = plotly.react.bind(plotly);
    plotly.react = function (place, figure, layout, config) {
      const whole = Array.isArray(figure) ? { data: figure, layout, config } : figure;
      if (place instanceof Element) drawn.set(place, whole);
      const { data, layout: plan, ...rest } = whole;
      const hues = scheme();
      return react(
        place,
        hues
          ? { ...rest, data: recoloured(data, hues), layout: recoloured(plan, hues) }
          : { ...rest, data, layout: plan }
      );
    };
    const again = () => {
      for (const place of document.querySelectorAll(".js-plotly-plot")) {
        if (drawn.has(place)) plotly.react(place, drawn.get(place));
      }
    };
    prefersDark.addEventListener("change", again);
    prefersMore.addEventListener("change", again);
    return plotly;
  }

  // Dash would fetch a bundle of its own at once, and a large one. It finds this instead, which
  // fetches ours when the first chart nears the screen, and draws each chart only then.
  let plotly;
  let arriving;
  const asked = new WeakMap();
  const drawing = new WeakMap();

  function fetched() {
    arriving ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = given.plotly;
      script.onload = () => resolve(plotly);
      script.onerror = () => {
        plotly = substitute();
        resolve(plotly);
      };
      document.body.append(script);
    });
    return arriving;
  }

  function near(place) {
    return new Promise((resolve) => {
      const watcher = new IntersectionObserver(
        (seen) => {
          if (!seen.some((one) => one.isIntersecting)) return;
          watcher.disconnect();
          resolve();
        },
        { rootMargin: "300px 0px" }
      );
      watcher.observe(place);
    });
  }

  // Asked for again before it is drawn, a chart is drawn once, as it was asked for last.
  function later(place, ...whole) {
    asked.set(place, whole);
    if (!drawing.has(place)) {
      const draw = (loaded) => loaded.react(place, ...asked.get(place));
      drawing.set(place, near(place).then(fetched).then(draw));
    }
    return drawing.get(place);
  }

  const nothing = () => Promise.resolve();
  const waiting = { react: later, newPlot: later, purge: nothing, Plots: { resize: nothing } };

  Object.defineProperty(window, "Plotly", {
    get: () => plotly || waiting,
    set: (loaded) => {
      plotly = dressed(loaded);
    },
    configurable: true,
  });

  // Stands in for the bundle where it cannot be fetched: each chart says so, once.
  function substitute() {
    const say = (place) => {
      if (!(place instanceof Element)) return Promise.resolve(place);
      place.textContent = failed;
      place.classList.add("chart-failed");
      place.on = place.removeAllListeners = () => {};
      return Promise.resolve(place);
    };
    return {
      react: say,
      newPlot: say,
      animate: say,
      purge: nothing,
      restyle: nothing,
      relayout: nothing,
      addFrames: nothing,
      deleteFrames: nothing,
      extendTraces: nothing,
      prependTraces: nothing,
      validate: nothing,
      Plots: { resize: nothing },
    };
  }

  // What never changes comes as HTML; React makes its outermost element alone.
  window.programkollen = {
    Settled: ({ tag, attributes, html }) =>
      window.React.createElement(tag, { ...attributes, dangerouslySetInnerHTML: { __html: html } }),
  };

  // --- From the written page to the living one ---------------------------------------------
  const written = document.getElementById("served");
  const living = document.getElementById("react-entry-point");
  if (!written || !living) return;

  const openable = (root) => Array.from(root.querySelectorAll("details"));
  const reachable = (root) => Array.from(root.querySelectorAll("a[href],summary,[tabindex],button,input"));

  function swap() {
    const ours = openable(written);
    openable(living).forEach((one, index) => {
      if (ours[index]) one.open = ours[index].open;
    });
    // Each still picture waits over the place of its living chart until that one is drawn.
    const places = living.querySelectorAll(".chart");
    written.querySelectorAll(".chart").forEach((chart, index) => {
      const still = chart.querySelector(".stills");
      if (still && places[index]) places[index].prepend(still);
    });
    const focused = reachable(written).indexOf(document.activeElement);
    const place = [window.scrollX, window.scrollY];
    written.remove();
    living.classList.add("is-living");
    if (focused >= 0) {
      const same = reachable(living)[focused];
      if (same) same.focus({ preventScroll: true });
    }
    window.scrollTo({ left: place[0], top: place[1], behavior: "instant" });
  }

  const watcher = new MutationObserver(() => {
    if (!living.querySelector("#shown h1")) return;
    watcher.disconnect();
    swap();
  });
  watcher.observe(living, { childList: true, subtree: true });
})();
