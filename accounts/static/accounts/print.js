/* Shows the print buttons, which need a script; the browser's own menu prints these pages as well. */
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
