/* Shows how far a film is, without touching what somebody is writing on the same page; and takes the moment at which a
   film stands for its still picture. */
(() => {
  "use strict";
  const film = document.querySelector("[data-still-film]");
  const moment = document.querySelector("[data-this-moment]");
  if (film && moment) {
    const tell = () => { moment.hidden = !film.paused; };
    film.addEventListener("loadedmetadata", tell);
    film.addEventListener("pause", tell);
    film.addEventListener("play", tell);
    moment.querySelector("button").addEventListener("click", () => {
      const form = moment.closest("form");
      form.elements.at.value = film.currentTime.toFixed(3);
      form.requestSubmit();
    });
  }
  const look = async () => {
    if (!document.querySelector("[data-goes-on]")) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelectorAll("[data-live]").forEach((part) => {
        const now = fresh.getElementById(part.id);
        if (now) part.replaceWith(document.importNode(now, true));
      });
    } catch { /* the line is away: ask again */ }
    setTimeout(look, 3000);
  };
  setTimeout(look, 3000);
})();
