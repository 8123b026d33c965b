/* Shows one row of pictures at a time: a tap chooses and goes on. The page works the same without this. */
(() => {
  "use strict";
  for (const place of document.querySelectorAll("[data-pictures]")) {
    const rows = [...place.querySelectorAll(".picture-row")];
    const form = place.closest("form");
    const dots = document.createElement("ol");
    dots.className = "picture-dots";
    dots.setAttribute("aria-hidden", "true");
    dots.append(...rows.map(() => document.createElement("li")));
    place.prepend(dots);
    place.classList.add("one-by-one");

    const chosen = () => rows.filter((row) => row.querySelector(":checked")).length;
    const show = (number, focus) => {
      rows.forEach((row, index) => row.classList.toggle("now", index === number));
      [...dots.children].forEach((dot, index) => dot.classList.toggle("on", index < chosen()));
      if (focus) rows[number].querySelector("input").focus();
    };
    const forward = (row) => {
      const next = rows.indexOf(row) + 1;
      if (next < rows.length) show(next, true);
      else {
        show(rows.length - 1, false);
        form.querySelector("button:not([type=button])").focus();
      }
    };

    /* A tap goes on at once; with arrow keys one looks around first and goes on by Enter. */
    place.addEventListener("click", (event) => {
      if (event.target.matches("input") && (event.detail > 0 || event.pointerType)) forward(event.target.closest(".picture-row"));
    });
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("input:checked")) return;
      event.preventDefault();
      forward(event.target.closest(".picture-row"));
    });
    const again = place.querySelector("[data-again]");
    again.hidden = false;
    again.addEventListener("click", () => {
      for (const input of place.querySelectorAll(":checked")) input.checked = false;
      show(0, true);
    });
    show(0, false);
  }
})();
