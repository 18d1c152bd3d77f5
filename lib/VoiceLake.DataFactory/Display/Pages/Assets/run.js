// Opens what a link of the graph or of the bars leads to. Without it the links lead there all the same.
(() => {
  "use strict";
  const show = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    const tries = target.matches(".try") ? [target] : target.querySelectorAll(":scope > .try");
    if (tries.length === 1) { tries[0].open = true; }
    (target.querySelector("summary") ?? target).focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", show);
  addEventListener("DOMContentLoaded", show);
  // The hash does not change when the same activity is clicked again.
  document.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (link && link.getAttribute("href") === location.hash) { show(); }
  });
})();
