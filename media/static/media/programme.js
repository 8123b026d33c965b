/* A whole lesson, or one question, as one programme: every voice in its order, a breath between them, a longer one between screens. */
(() => {
  "use strict";
  const main = document.getElementById("main");
  const screen = (clip) => clip.closest(".screen");
  /* What stands behind an answer is not read out before she answers. */
  const open = (clip) => !clip.closest("details:not([open])");
  const draft = (clip) => clip?.nextElementSibling?.matches(".clip-draft") && clip.nextElementSibling;

  const tune = (bar) => {
    const clips = [...(bar.closest("form") || main).querySelectorAll("audio.clip")];
    if (clips.length < 2) return;
    const button = bar.querySelector("button");
    const words = button.querySelector("span");
    /* Where a computer reads, the bar says so as well: while it is heard, and before. */
    const sign = clips.map(draft).find(Boolean)?.cloneNode(true);
    if (sign) bar.append(sign);
    let place = 0, going = false, timer = 0;
    const show = () => {
      words.textContent = going ? button.dataset.pause : place ? button.dataset.go : button.dataset.play;
      button.setAttribute("aria-pressed", String(going));
      if (sign) sign.hidden = !draft(clips[place]);
    };
    const stop = () => { going = false; clearTimeout(timer); show(); };
    const next = () => {
      while (place < clips.length && !open(clips[place])) place += 1;
      if (place >= clips.length) { place = 0; stop(); return; }
      if (!bar.offsetParent) { stop(); return; } // she went on to another question in the breath between
      const clip = clips[place], at = screen(clip);
      if (at && !at.offsetParent) location.replace(`#${at.id}`);
      show();
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
      if (going) { stop(); clips[place]?.pause(); return; }
      going = true;
      show();
      next();
    });
    show();
    bar.hidden = false;
  };

  const seen = new WeakSet();
  const look = () => {
    for (const bar of main.querySelectorAll("[data-programme]")) if (!seen.has(bar)) { seen.add(bar); tune(bar); }
  };
  look();
  new MutationObserver(look).observe(main, { childList: true }); // questions that are carried along come later
})();
