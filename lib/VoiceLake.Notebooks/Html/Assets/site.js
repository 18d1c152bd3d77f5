// Theme, plots and copy buttons of a notebook site. No library, nothing loaded from elsewhere.
(() => {
  "use strict";
  const root = document.documentElement;
  const themes = ["auto", "light", "dark"];
  const remember = {
    get: () => { try { return localStorage.getItem("theme") ?? "auto"; } catch { return "auto"; } },
    set: theme => { try { localStorage.setItem("theme", theme); } catch { /* a browser may forbid it for files */ } },
  };
  const apply = theme => {
    if (theme === "auto") { delete root.dataset.theme; } else { root.dataset.theme = theme; }
  };
  apply(remember.get());
  root.classList.add("js");

  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  // The figure's colours are made for white paper; what would glare or vanish in the dark follows the page.
  const themed = (layout, dark) => {
    const ink = dark ? "#d6dae0" : "#22272e";
    const lines = dark ? { gridcolor: "#3a414b", zerolinecolor: "#3a414b", linecolor: "#59626e" } : {};
    const result = { ...layout, autosize: true, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { ...layout.font, color: ink } };
    delete result.width;
    for (const name of new Set(["xaxis", "yaxis", ...Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key))])) {
      result[name] = { ...layout[name], ...lines, automargin: true };
    }
    return result;
  };

  // A colour as it is on paper, half way to white in the dark; an alpha stays as it is.
  const lighter = colour => colour.replace(/^#(..)(..)(..)/, (_, ...parts) =>
    "#" + parts.slice(0, 3).map(part => Math.round((parseInt(part, 16) + 255) / 2).toString(16).padStart(2, "0")).join(""));
  const recoloured = part => Object.fromEntries(Object.entries(part).map(([name, value]) =>
    [name, /^(fill)?color$/.test(name) && typeof value === "string" ? lighter(value) : ["line", "marker"].includes(name) ? recoloured(value) : value]));

  // Where there is little room, the legend and the scale of the colours lie under the plot instead of above and beside it.
  const narrow = ({ data, layout }) => ({
    data: data.map(trace => trace.colorbar
      ? { ...trace, colorbar: { ...trace.colorbar, orientation: "h", y: -0.28, yanchor: "top", thickness: 12, title: { ...trace.colorbar.title, side: "bottom" } } } : trace),
    layout: {
      ...layout,
      legend: { ...layout.legend, orientation: "h", x: 0, xanchor: "left", y: -0.28, yanchor: "top" },
      margin: { ...layout.margin, l: 8, r: 8, ...(data.some(trace => trace.colorbar || trace.showlegend) ? { b: 110 } : {}) },
    },
  });

  const draw = (dark = isDark()) => {
    for (const plot of document.querySelectorAll(".chart")) {
      plot.figure ??= JSON.parse(plot.querySelector("script").textContent);
      const room = plot.clientWidth >= 480;
      const { data, layout } = room ? { layout: {}, ...plot.figure } : narrow({ layout: {}, ...plot.figure });
      const config = { displaylogo: false, ...plot.figure.config, displayModeBar: room ? "hover" : false, responsive: true, plotlyServerURL: "" };
      Plotly.react(plot, dark ? data.map(recoloured) : data, themed(layout, dark), config);
    }
  };

  const copyButtons = () => {
    if (!navigator.clipboard) { return; }
    for (const code of document.querySelectorAll(".cell > .code")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      });
      code.parentElement.querySelector(".gutter").append(button);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme");
    const label = () => { button.textContent = `Theme: ${remember.get()}`; };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      const theme = themes[(themes.indexOf(remember.get()) + 1) % themes.length];
      remember.set(theme);
      apply(theme);
      label();
      if (window.Plotly) { draw(); }
    });
    // Narrow screens start with the contents folded.
    if (matchMedia("(max-width: 68rem)").matches) { document.querySelector(".toc details")?.removeAttribute("open"); }
    copyButtons();
    if (window.Plotly) {
      draw();
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());
      addEventListener("beforeprint", () => draw(false));
      addEventListener("afterprint", () => draw());
    }
  });
})();
