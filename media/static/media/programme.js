/* A whole lesson as one programme: every voice in its order, a breath between them, a longer one between screens. */
(() => {
  "use strict";
  const bar = document.querySelector("[data-programme]");
  const clips = [...document.querySelectorAll("main audio.clip")];
  if (bar && clips.length > 1) {
    const button = bar.querySelector("button");
    const words = button.querySelector("span");
    let place = 0, going = false, timer = 0;
    const screen = (clip) => clip.closest(".screen");
    /* What stands behind an answer is not read out before she answers. */
    const open = (clip) => !clip.closest("details:not([open])");
    const show = () => {
      words.textContent = going ? button.dataset.pause : place ? button.dataset.go : button.dataset.play;
      button.setAttribute("aria-pressed", String(going));
    };
    const stop = () => { going = false; clearTimeout(timer); show(); };
    const next = () => {
      while (place < clips.length && !open(clips[place])) place += 1;
      if (place >= clips.length) { place = 0; stop(); return; }
      const clip = clips[place], at = screen(clip);
      if (at && !at.offsetParent) location.replace(`#${at.id}`);
      clip.play().catch(stop);
    };
    clips.forEach((clip, number) => {
      clip.addEventListener("play", () => { if (going && number !== place) stop(); });
      clip.addEventListener("pause", () => { if (going && number === place && !clip.ended) stop(); });
      clip.addEventListener("ended", () => {
        if (!going || number !== place) return;
        place += 1;
        timer = setTimeout(next, clips[place] && screen(clips[place]) !== screen(clip) ? 2500 : 1000);
      });
    });
    button.addEventListener("click", () => {
      if (going) { stop(); clips[place].pause(); return; }
      going = true;
      show();
      next();
    });
    show();
    bar.hidden = false;
  }
})();
