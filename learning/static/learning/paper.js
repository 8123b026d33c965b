/* Typing a sheet by keyboard: a letter marks the line and goes on to the next. Without it the same form is tapped. */
(() => {
  "use strict";
  const form = document.querySelector(".paper-pad");
  if (!form) return;
  const lines = [...form.querySelectorAll("[data-line]")];
  const first = (line) => line.querySelector("input:checked") || line.querySelector("input");
  const go = (line, step) => {
    const next = lines[lines.indexOf(line) + step];
    const target = next ? first(next) : step > 0 && form.querySelector("button");
    if (!target) return;
    target.focus();
    target.closest(".paper-question, .roll-save").scrollIntoView({ block: "nearest" });
  };
  const wanted = (line, key) => {
    const value = key === "0" || key === "-" ? "" : key.toUpperCase();
    if (value === "?") return line.querySelector("[name^=unread-], [value='?']");
    return [...line.querySelectorAll("input[name^=mark-]")].find((input) => input.value === value);
  };
  form.addEventListener("keydown", (event) => {
    const line = event.target.closest("[data-line]");
    if (!line || event.ctrlKey || event.altKey || event.metaKey) return;
    const digits = event.target.type === "text";
    if (event.key === "Enter") {
      event.preventDefault();
      go(line, 1);
    } else if (event.key === "Backspace" && !digits) {
      event.preventDefault();
      go(line, -1);
    } else if ((!digits || event.key === "?") && event.key.length === 1 && event.key !== " ") {
      const input = wanted(line, event.key);
      if (!input) return;
      event.preventDefault();
      input.checked = input.type === "radio" || !input.checked;
      if (line.dataset.line === "one") go(line, 1);
    }
  });
  document.querySelector("[data-keys]").hidden = false;
  if (lines.length) first(lines[0]).focus();
})();
