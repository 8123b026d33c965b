/* Films that already play: steps, speed, voices, captions where sound is off, descriptions of what is seen, pauses to
   practise, and the place where she was. */
const root = document.documentElement;
const lesson = root.dataset.lesson;
const member = /(?:^|; )in=1/.test(document.cookie) && lesson;
const films = new Map();
const kept = (key, value) => {
  try { return value === undefined ? sessionStorage.getItem(key) : sessionStorage.setItem(key, value); } catch { return null; }
};

const begin = (box) => {
  const find = (what) => box.querySelector(what);
  const all = [...box.querySelectorAll("video, audio")].filter((one) => !one.classList.contains("clip"));
  const main = all[0], block = box.dataset.film, place = `film:${block}`;
  const pause = find("[data-film-pause]"), tools = find("[data-film-tools]"), first = find("[data-film-first]");
  const seen = find("[data-film-seen]"), describe = find("[data-film-describe]"), stream = find("[data-way=stream]");
  const stops = [...box.querySelectorAll("[data-at]")].map(({ dataset }) => [+dataset.at, dataset.say]);
  if (!main) return;
  let now = main, from = -1, last = 0, resume = 0, spans = [];
  let voice = find("[data-voice][aria-current]"), way = find("source").src;

  const close = () => {
    if (from >= 0 && last > from) spans.push([Math.floor(from), Math.ceil(last)]);
    from = -1;
  };
  const send = () => {
    const on = from >= 0;
    close();
    if (on) from = last;
    if (!spans.length || root.hidden) return; // who left this page is not counted
    kept(place, Math.floor(last));
    if (member) {
      const told = new FormData();
      const say = { lesson, block, corridor: root.dataset.corridor, film: box.dataset.key, spans: JSON.stringify(spans.slice(-200)) };
      for (const name in say) told.set(name, say[name]);
      navigator.sendBeacon("/me/watched/", told);
    }
    spans = [];
  };
  const go = (at) => {
    resume = now.readyState ? 0 : at;
    if (now.readyState) now.currentTime = at;
  };
  const was = (at) => {
    if (at && !now.currentTime) { resume = +at; first.hidden = false; }
  };
  const play = () => { pause.hidden = true; main.play(); main.focus(); };
  const captions = () => {
    const track = [...main.textTracks || []].find(({ kind }) => kind === "captions");
    if (track && (main.muted || !main.volume)) track.mode = "showing";
  };

  for (const one of all) {
    const on = (kinds, act) => kinds.split(" ").forEach((kind) => one.addEventListener(kind, act));
    on("play", () => {
      for (const other of document.querySelectorAll("video, audio")) if (other !== one) other.pause();
      pause.hidden = true;
      now = one;
      if (one.readyState && resume) go(resume);
      from = last = one.currentTime;
    });
    on("loadedmetadata", () => {
      if (resume && resume < one.duration - 2) one.currentTime = resume;
      resume = 0;
    });
    on("timeupdate", () => {
      const at = one.currentTime;
      if (one !== now || one.seeking || one.paused) return;
      if (from < 0 || at < last || at - last > 3) { close(); from = last = at; return; }
      const stop = one === main && stops.find(([second]) => last < second && second <= at);
      last = at;
      if (last - from > 30) send();
      if (stop) {
        main.pause();
        pause.hidden = false;
        pause.querySelector("p").textContent = stop[1];
        pause.querySelector("button").focus();
      }
    });
    on("seeking pause ended", () => { if (one === now) send(); });
  }
  main.addEventListener("volumechange", captions);
  captions();
  tools.hidden = false;
  tools.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-step]");
    if (step) go(Math.max(0, now.currentTime + +step.dataset.step));
  });
  tools.querySelector("select").onchange = ({ target }) => { for (const one of all) one.playbackRate = one.defaultPlaybackRate = target.value; };
  first.onclick = () => { go(0); first.hidden = true; };
  pause.querySelector("button").onclick = play;
  const use = () => {
    resume = main.currentTime || resume;
    main.src = voice ? voice.dataset[way] || voice.href : way;
    play();
  };
  box.addEventListener("click", (event) => {
    const link = event.target.closest("[data-voice], [data-way]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.way) {
      way = voice ? link.dataset.way : link.href;
      link.parentNode.hidden = true;
    } else {
      voice.removeAttribute("aria-current");
      voice = link;
      voice.setAttribute("aria-current", "true");
      find("[data-film-voice]").innerHTML = voice.querySelector("span").innerHTML;
    }
    use();
  });
  if (stream && main.canPlayType("application/vnd.apple.mpegurl") && !navigator.connection?.saveData) stream.parentNode.hidden = false;
  const told = [...main.textTracks || []].find(({ kind }) => kind === "descriptions");
  if (told) {
    describe.hidden = false;
    seen.lang = told.language;
    told.oncuechange = () => {
      const cue = told.activeCues?.[0];
      if (cue) seen.textContent = cue.getCueAsHTML().textContent;
    };
    describe.onclick = () => {
      seen.hidden = told.mode === "hidden";
      told.mode = seen.hidden ? "disabled" : "hidden";
      describe.setAttribute("aria-pressed", !seen.hidden);
    };
  }
  was(kept(place));
  films.set(block, { send, was });
};

document.querySelectorAll("[data-film]").forEach(begin);
const tell = () => films.forEach(({ send }) => send());
addEventListener("pagehide", tell);
addEventListener("visibilitychange", () => document.hidden && tell(), true);
if (films.size && member) {
  fetch(`/me/watched/?lesson=${lesson}`).then((answer) => answer.json())
    .then((told) => { for (const block in told.films) films.get(block)?.was(told.films[block]); }).catch(() => {});
}
