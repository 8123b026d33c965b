/* A quiz taken along: every screen is on the phone from the start, every answer goes out by itself, and no network is needed
   between the first page and the result. Without this script the same screens are pages. */
(() => {
  "use strict";
  const here = document.currentScript.dataset;
  const main = document.getElementById("main");
  const home = here.quiz;
  let paper = null;
  let box = null;
  let begun = false;
  let reviewed = false;
  let sending = false;
  let handed = false; // her word that this is all: nothing goes after it
  const given = new Map(); // the answers of this page by the number of their question: their ids, and where they are kept
  const ids = [];

  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const raw = crypto.getRandomValues(new Uint8Array(16));
    raw[6] = (raw[6] & 15) | 64;
    raw[8] = (raw[8] & 63) | 128;
    const hex = [...raw].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const carry = async () => {
    if (unsent.left() && (await unsent.send()).state !== "sent") return;
    const answer = await fetch(`${home}carry/`, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    await unsent.own(told.key);
    const screens = document.createElement("div");
    screens.className = "carried";
    screens.innerHTML = told.html;
    for (const image of screens.querySelectorAll("img")) image.loading = "eager";
    box = screens;
    begun = !told.paper;
    unsent.quiet();
    paper = told;
  };

  const find = (what) => box.querySelector(`[data-screen="${what}"]`);
  const show = (what, { push = true } = {}) => {
    for (const voice of main.querySelectorAll("audio")) voice.pause();
    if (!box.isConnected) main.replaceChildren(box);
    for (const screen of box.querySelectorAll("[data-screen]")) screen.hidden = screen.dataset.screen !== String(what);
    const address = what === "start" ? home : what === "waiting" ? location.pathname : `${home}${what}/`;
    if (push && location.pathname !== address) history.pushState({ what }, "", address);
    if (what === "check") review();
    box.querySelector(".kept").hidden = what === "waiting"; // that screen says it itself
    const heading = find(what).querySelector("legend") || find(what).querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  addEventListener("popstate", (event) => {
    if (!box || !box.isConnected) return;
    const what = event.state && event.state.what;
    if (what && find(what)) show(what, { push: false });
    else location.reload();
  });

  const review = () => {
    let left = 0;
    reviewed = true;
    for (const line of box.querySelectorAll("[data-line]")) {
      const state = line.dataset.state;
      line.classList.toggle("done", state !== "none");
      for (const badge of line.querySelectorAll("[data-is]")) badge.hidden = badge.dataset.is !== state;
      left += state === "none";
    }
    box.querySelector("[data-some]").hidden = !left;
    box.querySelector("[data-all]").hidden = left > 0;
    box.querySelector("[data-left]").textContent = left.toLocaleString(document.documentElement.lang);
  };

  const state = (told) => {
    const where = told.state === "sent" ? "sent" : told.state === "door" ? "door" : told.closed ? "page" : "phone";
    for (const line of box.querySelectorAll("[data-kept]")) line.hidden = line.dataset.kept !== where;
  };

  /* What she should mend before it goes: the server looks again, and knows more. */
  const fault = (form, fields) => {
    if (fields.some(([, value]) => value === "not-sure")) return "";
    if (!fields.some(([, value]) => value)) return "nothing";
    if (form.dataset.kind !== "ordering") return "";
    if (fields.some(([, value]) => !value)) return "places";
    return new Set(fields.map(([, value]) => value)).size < fields.length ? "twice" : "";
  };
  const complain = (number, said) => {
    const error = find(number).querySelector("[data-error]");
    error.hidden = !said;
    error.querySelector("span").textContent = said;
  };

  const copy = (from, to) => {
    const told = new FormData(from);
    for (const field of to.elements) {
      if (!field.name || !field.name.startsWith("answer-")) continue;
      const values = told.getAll(field.name);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0] || "";
    }
  };

  const begin = async () => {
    if (begun) return;
    begun = true;
    await unsent.put({ verb: "begun", attempt: paper.attempt, paper: paper.paper });
  };
  const answer = async (form) => {
    if (handed) return show("waiting");
    const number = Number(form.dataset.number);
    const own = find(number).querySelector("form");
    if (form !== own) copy(form, own); // a page of its own was open while the others came
    const fields = [...new FormData(form)].filter(([name]) => name.startsWith("answer-"));
    const wrong = fault(form, fields);
    complain(number, wrong && box.querySelector("[data-faults]").dataset[wrong]);
    if (wrong) return show(number);
    const id = uuid();
    ids.push(id);
    const unsure = fields.some(([, value]) => value === "not-sure");
    box.querySelector(`[data-line="${number}"]`).dataset.state = unsure ? "unsure" : "answered";
    const kept = await unsent.put({
      verb: "answered", id, attempt: paper.attempt, version: Number(form.dataset.version), fields, sequence: paper.sequence++,
    });
    given.set(kept, number);
    const last = reviewed || form.querySelector("[name=from]") || !find(number + 1);
    show(last ? "check" : number + 1);
    void pump();
  };
  const pump = async () => {
    const told = await unsent.send();
    state(told);
    const [first] = told.unfit.filter(({ name }) => given.has(name));
    if (!first || handed) return told;
    const number = given.get(first.name);
    box.querySelector(`[data-line="${number}"]`).dataset.state = "none";
    complain(number, first.said);
    sending = false;
    show(number);
    return { ...told, state: "unfit" };
  };
  const finish = async () => {
    if (sending) return;
    sending = true;
    let told = await pump();
    if (told.state === "unfit") return;
    handed = true;
    await unsent.put({ verb: "sent", attempt: paper.attempt, answers: ids });
    told = await pump();
    if (told.state === "sent") location.replace(`${home}result/`);
    else show("waiting");
  };
  addEventListener("unsent", ({ detail }) => {
    if (!box || !box.isConnected) return;
    state(detail);
    if (handed && detail.state === "sent" && !unsent.left()) location.replace(`${home}result/`);
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!paper || !main.contains(form) || !["start", "question", "check"].includes(form.dataset.quiz)) return;
    event.preventDefault();
    if (form.dataset.quiz === "start") {
      await begin();
      show(paper.first || "check");
      void pump();
    } else if (form.dataset.quiz === "question") await answer(form);
    else await finish();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to]");
    const again = event.target.closest("[data-again]");
    if (again) void pump();
    if (!link || !box || !box.isConnected) return;
    event.preventDefault();
    show(link.dataset.to);
  });

  addEventListener("DOMContentLoaded", () => { if (globalThis.unsent) carry().catch(() => {}); });
})();
