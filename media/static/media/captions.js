/* Captions beside their film: keys take the film's time, and a new row follows the last. */
(() => {
  "use strict";
  const film = document.querySelector(".captions-film video, .captions-film audio");
  const body = document.querySelector(".captions-table tbody");
  if (!body) return;
  const clock = (t) => {
    const thousandths = Math.round(t * 1000), minutes = Math.floor(thousandths / 60000);
    return `${String(minutes).padStart(2, "0")}:${((thousandths % 60000) / 1000).toFixed(3).padStart(6, "0")}`;
  };
  const seconds = (text) => text.replace(",", ".").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  const keys = document.querySelector("[data-keys]");
  if (film && keys) keys.hidden = false;
  const wrong = document.querySelector(".captions-faults");
  if (wrong) wrong.focus();

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest && event.target.closest("tr");
    if (!film || !row || !body.contains(row) || !event.altKey || !["1", "2", "3"].includes(event.key)) return;
    event.preventDefault();
    const [start, end] = row.querySelectorAll("input");
    if (event.key === "1") start.value = clock(film.currentTime);
    if (event.key === "2") end.value = clock(film.currentTime);
    if (event.key === "3") {
      const from = seconds(start.value);
      if (Number.isFinite(from)) film.currentTime = from;
      film.play();
    }
    grow(row);
  });
  const grow = (row) => {
    if (row !== body.lastElementChild) return;
    const next = row.cloneNode(true), number = body.children.length + 1;
    for (const field of next.querySelectorAll("input, textarea")) {
      field.name = field.name.replace(/\d+$/, number);
      field.setAttribute("aria-label", (field.getAttribute("aria-label") || "").replace(/\d+/, number));
      if (field.type === "checkbox") field.checked = false; else field.value = "";
    }
    body.append(next);
  };
  body.addEventListener("input", (event) => grow(event.target.closest("tr")));

  /* What is typed and not saved is not lost by a wrong tap. */
  let saved = true;
  addEventListener("input", () => { saved = false; });
  addEventListener("submit", () => { saved = true; });
  addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
})();
