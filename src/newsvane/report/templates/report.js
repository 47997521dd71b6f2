"use strict";
// Draws the charts from their data blocks, in the colours of the page, and leads links into closed
// details. Nothing here reads or makes markup: text goes to Plotly as the blocks hold it.
(() => {
  const NARROW_PX = 560;
  const WRAP_AT = 18;
  const PRINT_PX = 660;
  const OPTIONS = { displaylogo: false, displayModeBar: false, responsive: true };
  const ON_PAPER = { ink: "#1b1d21", paper: "#ffffff", grid: "#d5d7db" };
  const charts = [];

  function pageColors() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    return { ink: read("--ink"), paper: read("--paper"), grid: read("--grid") };
  }

  function paint(colors) {
    return {
      "font.color": colors.ink,
      "title.font.color": colors.ink,
      "xaxis.gridcolor": colors.grid,
      "yaxis.gridcolor": colors.grid,
      "hoverlabel.bgcolor": colors.paper,
      "hoverlabel.font.color": colors.ink,
    };
  }

  // Long names of rows would take the whole width of a phone. They are cut at spaces only, so that
  // no escaped sign is broken.
  function wrap(label) {
    const lines = [""];
    for (const word of String(label).split(" ")) {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length >= WRAP_AT) lines.push(word);
      else lines[lines.length - 1] = last ? last + " " + word : word;
    }
    const cut = lines.length > 2 && !lines[1].endsWith("…") ? "…" : "";
    return lines.slice(0, 2).join("<br>") + cut;
  }

  function fit(layout, width) {
    if (width >= NARROW_PX) return;
    layout.font = Object.assign({}, layout.font, { size: 12 });
    const top = layout.margin ? layout.margin.t : layout.template.layout.margin.t;
    layout.margin = { t: top + 18 };
    const axis = layout.yaxis;
    if (axis && axis.type === "category" && axis.ticktext) {
      axis.ticktext = axis.ticktext.map(wrap);
      layout.height = Math.round(layout.height * 1.45);
    }
  }

  // A point that names an article leads to it.
  function follow(event) {
    const data = event.points.length ? event.points[0].customdata : null;
    const target = Array.isArray(data) ? data[3] : null;
    if (typeof target === "string" && target.startsWith("a-") && document.getElementById(target)) {
      location.hash = "#" + target;
    }
  }

  function draw(block) {
    const place = document.getElementById(block.dataset.chart);
    const figure = JSON.parse(block.textContent);
    fit(figure.layout, place.clientWidth);
    place.style.minHeight = figure.layout.height + "px";
    const drawn = Plotly.newPlot(place, figure.data, figure.layout, OPTIONS);
    return drawn.then(() => {
      place.on("plotly_click", follow);
      charts.push(place);
      return Plotly.relayout(place, paint(pageColors()));
    });
  }

  function repaint(colors, size) {
    for (const place of charts) Plotly.relayout(place, Object.assign(paint(colors), size));
  }

  // A link to a sentence opens what it lies in.
  function reveal() {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!target) return;
    for (let around = target; around; around = around.parentElement) {
      if (around.tagName === "DETAILS") around.open = true;
    }
    target.scrollIntoView();
  }

  const blocks = document.querySelectorAll("script[data-chart]");
  Promise.all(Array.from(blocks, draw)).then(reveal);
  addEventListener("hashchange", reveal);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(pageColors()));
  addEventListener("beforeprint", () => repaint(ON_PAPER, { width: PRINT_PX }));
  addEventListener("afterprint", () => repaint(pageColors(), { width: null, autosize: true }));
})();
