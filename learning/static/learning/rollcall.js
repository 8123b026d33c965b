/* Changes the square without loading the page anew; without a script the page itself does it. While the network is away
   the old square goes, for phones would be refused by it. */
(() => {
  "use strict";
  let turning = document.querySelector("[data-turning]");
  if (!turning) return;
  const SOON = 3000;
  const turn = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = answer.ok && page.querySelector("[data-turning]");
      if (!next) return location.reload();
      turning.replaceWith(next);
      turning = next;
      wait();
    } catch {
      turning.hidden = true;
      setTimeout(turn, SOON);
    }
  };
  const wait = () => setTimeout(turn, Number(turning.dataset.left) * 1000 + 200);
  wait();
})();
