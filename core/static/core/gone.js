/* Runs before anything is shown: who left by "Leave this page" and comes back with the back button leaves again. */
(() => {
  "use strict";
  const check = (cached) => {
    let target;
    try { target = sessionStorage.getItem("left"); } catch { return; }
    if (!target) return;
    const [entry] = performance.getEntriesByType("navigation");
    if (cached || (entry && entry.type === "back_forward")) {
      document.documentElement.hidden = true;
      location.replace(target);
    } else {
      sessionStorage.removeItem("left");
    }
  };
  check(false);
  addEventListener("pageshow", (event) => { if (event.persisted) check(true); });
})();
