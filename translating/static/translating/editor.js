// Puts agreed terms and memory beside each passage in wagtail-localize's editor, and asks again after one was saved.
// Without scripts the list below the editor holds the same.
(() => {
  // The admin draws its content anew while it starts, so nothing found here early may be kept.
  const PASSAGES = ".js-translation-editor section li > p:first-of-type";
  const panel = () => document.querySelector("[data-hints]");
  const plainFetch = window.fetch.bind(window);

  const plain = (html) => {
    const held = document.createElement("template");
    held.innerHTML = html;
    return held.content.textContent.trim();
  };
  const beside = (hint) => {
    const made = document.createElement("div");
    made.className = "tr-beside";
    for (const part of hint.children) {
      if (!part.classList.contains("tr-hint-source")) made.append(part.cloneNode(true));
    }
    return made;
  };
  const show = () => {
    if (!panel()) return;
    observer.disconnect(); // else our own drawing would be answered with drawing
    const hints = new Map();
    for (const hint of panel().querySelectorAll(".tr-hint")) hints.set(plain(hint.dataset.source), hint);
    for (const old of document.querySelectorAll(".tr-beside")) old.remove();
    for (const source of document.querySelectorAll(PASSAGES)) {
      const hint = hints.get(source.textContent.trim());
      if (hint) source.parentElement.append(beside(hint));
    }
    watch();
  };
  const ask = async () => {
    const answer = await plainFetch(panel().dataset.hints, { credentials: "same-origin" });
    if (!answer.ok) return;
    panel().querySelector(".tr-hints").innerHTML = (await answer.json()).html;
    show();
  };
  // The editor saves by PUT; nothing else tells that a passage was saved.
  window.fetch = async (...given) => {
    const answer = await plainFetch(...given);
    if ((given[1] || {}).method === "PUT") setTimeout(ask, 100);
    return answer;
  };
  // It draws itself after this script has run, and again whenever a passage is opened or saved.
  let soon = 0;
  const observer = new MutationObserver(() => {
    clearTimeout(soon);
    soon = setTimeout(show, 50);
  });
  const watch = () => observer.observe(document.body, { childList: true, subtree: true });
  watch();
})();
