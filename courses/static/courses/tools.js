/* Improves the tools of a lesson, which already work on paper. Nothing is sent; only a sheet she asks to keep is kept. */
const all = (where, what) => [...where.querySelectorAll(what)];
const show = (element, shown) => { if (element) element.hidden = !shown; };

const sheet = (tool) => {
  const name = `sheet:${tool.dataset.sheet}`;
  const fields = all(tool, "textarea");
  const grow = (field) => { while (field.scrollHeight > field.clientHeight + 2 && field.rows < 20) field.rows++; };
  const say = (word) => { for (const each of all(tool, "[data-said]")) show(each, each.dataset.said === word); };
  const forget = tool.querySelector("[data-forget]");
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "null");
    if (kept) fields.forEach((field, place) => { field.value = kept[place] ?? ""; });
    show(forget, kept !== null);
  } catch { /* storage may be closed, or hold something else */ }
  show(tool.querySelector("[data-keeping]"), true);
  tool.addEventListener("input", (event) => grow(event.target));
  tool.querySelector("[data-keep]").addEventListener("click", () => {
    try {
      localStorage.setItem(name, JSON.stringify(fields.map((field) => field.value)));
      show(forget, true);
      say("kept");
    } catch { say("refused"); }
  });
  forget.addEventListener("click", () => {
    localStorage.removeItem(name);
    wipe(tool);
    show(forget, false);
    say("forgotten");
    tool.querySelector("[data-keep]").focus();
  });
};

const check = (tool) => {
  const tally = tool.querySelector("[data-tally]");
  tool.addEventListener("change", () => {
    for (const count of all(tally, "[data-count]")) {
      count.textContent = all(tool, `[value=${count.dataset.count}]:checked`).length;
    }
    show(tally, true);
  });
};

const wipe = (where) => {
  for (const field of all(where, "textarea, input:not([type=hidden])")) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
};

all(document, "[data-sheet]").forEach(sheet);
all(document, "[data-check]").forEach(check);

/* One tool on paper, not the whole lesson. */
for (const button of all(document, "[data-print]")) {
  show(button, true);
  button.addEventListener("click", () => {
    button.closest("section.card").classList.add("printed");
    document.documentElement.classList.add("print-one");
    print();
  });
}

/* On paper every part is open. */
const opened = [];
addEventListener("beforeprint", () => {
  opened.push(...all(document, "main details:not([open])"));
  for (const part of opened) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of opened.splice(0)) part.open = false;
  for (const each of all(document, ".printed, .print-one")) each.classList.remove("printed", "print-one");
});

/* "Leave this page" leaves nothing she typed on the screen, wherever the back button leads. */
addEventListener("click", (event) => { if (event.target.closest?.("a.leave")) wipe(document); }, true);
