/* Answers that wait on this phone until the server has given a receipt. They are locked with a key that is only in the page. */
(() => {
  "use strict";
  const panel = document.querySelector("[data-unsent]");
  if (!panel) return;
  const { unsent: tags, door, page } = panel.dataset;
  const [mine, ...former] = tags.split(" ").map((tag) => `unsent:${tag}:`); // and what waits for another entry of hers
  const AGAIN = new Set([408, 425, 429]);
  const AT_ONCE = 20;
  const memory = new Map(); // where the phone keeps nothing
  let key = null;
  let turn = Date.now();
  let running = Promise.resolve();
  let wait = 0;
  let timer = 0;

  const stored = () => {
    let names = [];
    try { names = Object.keys(localStorage).filter((name) => [mine, ...former].some((tag) => name.startsWith(tag))); } catch { /* storage may be closed */ }
    return [...names, ...memory.keys()].sort();
  };
  const read = (name) => memory.get(name) ?? localStorage.getItem(name);
  const drop = (name) => { memory.delete(name); try { localStorage.removeItem(name); } catch { /* storage may be closed */ } };
  const sealed = (text) => text.startsWith("s:");

  const own = async (secret) => {
    if (!globalThis.crypto?.subtle) return; // without https there is no lock
    key = await crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt"]);
  };
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
  const lock = async (told) => {
    const plain = JSON.stringify(told);
    if (!key) return `o:${plain}`;
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, new TextEncoder().encode(plain));
    return `s:${text([...nonce, ...new Uint8Array(body)])}`;
  };
  const put = async (told) => {
    const name = `${mine}${String((turn += 1)).padStart(15, "0")}`;
    const value = await lock(told);
    try { localStorage.setItem(name, value); } catch { memory.set(name, value); }
    show();
    return name;
  };

  /* Gives "sent", "waiting", "door" when she has to sign in again, or "refused"; and what the server could not read. */
  const send = () => (running = running.catch(() => {}).then(sendAll));
  const sendAll = async () => {
    clearTimeout(timer);
    const unfit = [];
    for (let names = stored(); names.length; names = stored()) {
      const some = names.slice(0, AT_ONCE);
      let answer;
      try {
        const records = some.map((name) => wrapped(read(name)));
        answer = await fetch(door, {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", Accept: "application/json" },
          body: JSON.stringify({ records }),
        });
      } catch { return later(unfit); }
      if (answer.redirected || answer.status === 401 || answer.status === 403) return done("door", unfit);
      if (AGAIN.has(answer.status) || answer.status >= 500) return later(unfit);
      if (!answer.ok) return done("refused", unfit);
      const told = await answer.json().catch(() => null);
      if (!told) return later(unfit);
      told.receipts.forEach((receipt, at) => {
        drop(some[at]);
        if (receipt.reason === "unfit") unfit.push({ name: some[at], said: receipt.said });
      });
    }
    wait = 0;
    return done("sent", unfit);
  };
  const wrapped = (value) => (sealed(value) ? { sealed: value.slice(2) } : { open: JSON.parse(value.slice(2)) });
  const done = (state, unfit) => {
    show();
    const told = { state, unfit, closed: memory.size > 0 };
    dispatchEvent(new CustomEvent("unsent", { detail: told }));
    return told;
  };
  const later = (unfit) => {
    wait = Math.min(wait + 1, 6);
    timer = setTimeout(send, (0.5 + Math.random()) * 1000 * 2 ** wait);
    return done("waiting", unfit);
  };

  const show = () => {
    const names = stored();
    const open = names.some((name) => !sealed(read(name)));
    panel.querySelector("[data-count]").textContent = names.length.toLocaleString(document.documentElement.lang);
    panel.hidden = !names.length || panel.hasAttribute("data-quiet");
    panel.querySelector("[data-open]").hidden = page !== "/sign-out/" || !open;
    panel.querySelector("[data-locked]").hidden = page !== "/sign-out/" || open;
  };
  panel.querySelector("[data-send]").addEventListener("click", send);
  panel.querySelector("[data-drop]").addEventListener("click", (event) => {
    if (!confirm(event.target.dataset.sure)) return;
    for (const name of stored()) drop(name);
    show();
  });
  addEventListener("online", send);
  /* What is not locked must not stay behind: she is asked first, and signing out takes it along. */
  addEventListener("submit", (event) => {
    const way = new URL(event.target.action).pathname;
    const open = () => stored().filter((name) => !sealed(read(name)));
    if (way === "/switch/" && open().length) {
      event.preventDefault();
      location.assign("/sign-out/");
    } else if (way === "/sign-out/") open().forEach(drop);
  });

  const quiet = () => { panel.setAttribute("data-quiet", ""); show(); }; // a page that says it in its own place
  globalThis.unsent = { own, put, send, quiet, left: () => stored().length };
  show();
  if (stored().length) send();
})();
