/* Improves the pages of live questions, which have a "Look again" button: looks every two seconds whether there is
   something new, less often while the network is away. The phone keeps its token for one question, so that a page
   loaded anew still changes its own answer; it is overwritten by the next question and is nobody's name. */
(() => {
  "use strict";
  const page = document.querySelector("[data-live]");
  if (!page) return;
  const OFTEN = 2000, SELDOM = 30000, KEPT = "live";
  const mark = page.dataset.mark;

  const tokens = page.querySelectorAll("[data-live-token]");
  try {
    const [of, kept] = (sessionStorage.getItem(KEPT) || "").split(" ");
    if (!tokens.length) sessionStorage.removeItem(KEPT);
    else if (of === mark) for (const field of tokens) field.value = kept;
    else sessionStorage.setItem(KEPT, `${mark} ${tokens[0].value}`);
  } catch { /* storage may be closed */ }

  for (const button of page.querySelectorAll("[data-live-look]")) button.hidden = true;
  const phones = page.querySelector("[data-live-phones]");
  let wait = OFTEN;
  const again = () => setTimeout(look, wait * (1 + Math.random() / 4));
  const look = async () => {
    try {
      // No cookie: looking does not keep a session awake.
      const answer = await fetch(page.dataset.live, { credentials: "omit", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (now.mark !== mark) return location.replace(location.pathname);
      if (phones) phones.textContent = String(now.phones);
      wait = OFTEN;
    } catch {
      wait = Math.min(wait * 2, SELDOM);
    }
    again();
  };
  again();
})();
