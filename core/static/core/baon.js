/* Improves pages that already work: the way out leaves no way back, and progress appears where there is some. */
(() => {
  "use strict";
  const here = document.documentElement;
  const signedIn = () => /(?:^|; )in=1/.test(document.cookie);

  /* Sheets she asked to keep on this phone, and where she stopped in a film, go when she signs out or leaves, also where
     Clear-Site-Data is not known. */
  const drop = (storage, kind) => {
    try {
      for (const name of Object.keys(window[storage])) if (name.startsWith(kind)) window[storage].removeItem(name);
    } catch { /* storage may be closed */ }
  };
  const forget = () => { drop("localStorage", "sheet:"); drop("sessionStorage", "film:"); };
  addEventListener("submit", (event) => {
    if (["/sign-out/", "/switch/"].includes(new URL(event.target.action).pathname)) forget();
  });

  const leave = (target) => {
    try { sessionStorage.setItem("left", target); } catch { /* storage may be closed */ }
    here.hidden = true;
    drop("sessionStorage", "film:");
    if (signedIn()) {
      document.cookie = "in=; Max-Age=0; path=/";
      forget();
      navigator.sendBeacon("/leave/");
    }
    location.replace(target);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.leave");
    if (!link) return;
    event.preventDefault();
    leave(link.dataset.target);
  });

  /* On a shared phone that nobody touches for five minutes, the page goes away and asks who is there. */
  if (/(?:^|; )in=1s/.test(document.cookie)) {
    const idle = 5 * 60000;
    let touched = Date.now();
    let told = touched;
    const rest = () => {
      here.hidden = true;
      const door = `/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`;
      fetch("/rest/", { method: "POST", keepalive: true }).catch(() => {}).then(() => location.replace(door));
    };
    const look = () => { if (Date.now() - touched > idle) rest(); };
    const touch = () => {
      look();
      touched = Date.now();
      if (touched - told < 60000) return;
      told = touched;
      navigator.sendBeacon("/still/");
    };
    for (const kind of ["pointerdown", "keydown", "scroll", "timeupdate"]) addEventListener(kind, touch, { capture: true, passive: true });
    for (const kind of ["visibilitychange", "pageshow"]) addEventListener(kind, look, true);
    setInterval(look, 15000);
  }

  /* Signed in: show what she has done, and remember where she is. */
  const lesson = here.dataset.lesson;
  if (!signedIn()) return;
  for (const element of document.querySelectorAll("[data-guest]")) element.hidden = true;
  for (const element of document.querySelectorAll("[data-member]")) element.hidden = false;
  if (here.dataset.nodes !== undefined) {
    fetch(`/me/done/?corridor=${here.dataset.corridor}`, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : { done: [] }))
      .then(({ done }) => {
        for (const node of done) {
          for (const element of document.querySelectorAll(`[data-node="${node}"]`)) {
            element.classList.add("done");
            const word = element.querySelector("[data-done-word]");
            if (word) word.hidden = false;
          }
        }
      })
      .catch(() => {});
  }
  if (lesson) {
    const remember = () => {
      const place = new FormData();
      place.set("lesson", lesson);
      place.set("path", location.pathname + location.hash);
      navigator.sendBeacon("/me/bookmark/", place);
    };
    remember();
    addEventListener("hashchange", remember);
  }
})();
