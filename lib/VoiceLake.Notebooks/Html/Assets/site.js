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
  const themed = layout => {
    const ink = isDark() ? "#d6dae0" : "#22272e";
    const lines = isDark() ? { gridcolor: "#3a414b", zerolinecolor: "#3a414b", linecolor: "#59626e" } : {};
    const result = { ...layout, autosize: true, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { ...layout.font, color: ink } };
    delete result.width;
    for (const name of new Set(["xaxis", "yaxis", ...Object.keys(layout).filter(key => /^[xy]axis\d*$/.test(key))])) {
      result[name] = { ...layout[name], ...lines, automargin: true };
    }
    return result;
  };

  const draw = () => {
    for (const plot of document.querySelectorAll(".chart")) {
      plot.figure ??= JSON.parse(plot.querySelector("script").textContent);
      const { data, layout = {}, config = {} } = plot.figure;
      Plotly.react(plot, data, themed(layout), { displaylogo: false, displayModeBar: "hover", ...config, responsive: true, plotlyServerURL: "" });
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
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    }
  });
})();
