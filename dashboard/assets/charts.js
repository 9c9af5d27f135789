// Lets a chart be read by keyboard, and lets the way to the other language keep the place.
// What is said of a figure is what pointing at it says; the table beside it says the same.
(function () {
  "use strict";

  // --- Arrows walk through the figures of a chart ------------------------------------------
  const spoken = document.createElement("p");
  spoken.className = "sr";
  spoken.setAttribute("aria-live", "polite");
  document.body.append(spoken);

  const places = new WeakMap();

  // Every figure that can be pointed at, from left to right and from the top down.
  function figures(plot) {
    const found = [];
    (plot.data || []).forEach((trace, curveNumber) => {
      const told = Array.isArray(trace.hovertext) ? trace.hovertext : [];
      told.forEach((text, pointNumber) => {
        const rows = plot.layout && plot.layout.yaxis && plot.layout.yaxis.showticklabels === false;
        const lying = trace.orientation === "h" || rows;
        const number = (value) => (Number.isFinite(Number(value)) ? Number(value) : pointNumber);
        const across = number(trace.x[pointNumber]) + number((trace.base || [])[pointNumber] || 0);
        const down = -number(trace.y[pointNumber]);
        found.push({ curveNumber, pointNumber, text, at: lying ? [down, across] : [across, down] });
      });
    });
    found.sort((one, other) => one.at[0] - other.at[0] || one.at[1] - other.at[1]);
    return found.filter((one, index) => !index || one.text !== found[index - 1].text);
  }

  function moved(key, at, count) {
    if (key === "ArrowRight" || key === "ArrowDown") return Math.min(at + 1, count - 1);
    if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(at - 1, 0);
    if (key === "Home") return 0;
    if (key === "End") return count - 1;
    return undefined;
  }

  document.addEventListener("keydown", (event) => {
    const chart = event.target;
    if (!(chart instanceof Element) || !chart.classList.contains("chart")) return;
    const plot = chart.querySelector(".js-plotly-plot");
    if (!plot || !window.Plotly || !window.Plotly.Fx) return;
    if (event.key === "Escape") return leave(chart);
    const all = figures(plot);
    const next = moved(event.key, places.has(chart) ? places.get(chart) : -1, all.length);
    if (next === undefined || next < 0 || !all.length) return;
    event.preventDefault();
    places.set(chart, next);
    const one = all[next];
    window.Plotly.Fx.hover(plot, [{ curveNumber: one.curveNumber, pointNumber: one.pointNumber }]);
    spoken.textContent = one.text;
  });

  function leave(chart) {
    const plot = chart.querySelector(".js-plotly-plot");
    places.delete(chart);
    spoken.textContent = "";
    if (plot && window.Plotly && window.Plotly.Fx) window.Plotly.Fx.unhover(plot);
  }

  document.addEventListener("focusout", (event) => {
    if (event.target instanceof Element && event.target.classList.contains("chart")) {
      leave(event.target);
    }
  });

  // --- The other language opens at the same place ------------------------------------------
  // The part that is being read: the one the address names, else the last one begun on screen.
  function place() {
    if (window.location.hash) return window.location.hash;
    const begun = Array.from(document.querySelectorAll("main :is(figure, section)[id]")).filter(
      (part) => part.getBoundingClientRect().top < window.innerHeight / 3
    );
    return begun.length && window.scrollY > 0 ? `#${begun[begun.length - 1].id}` : "";
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(".tools a[hreflang]");
    if (link) link.hash = place();
  });
})();
