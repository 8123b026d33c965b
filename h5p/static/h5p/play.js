/* Holds the frame in which a content plays. It has no origin, so it is believed nothing but what its nonce vouches for. */
(() => {
  "use strict";
  const ENDS = /(answered|completed|passed|failed|mastered|consume)$/;
  const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, 0)).join("");

  const play = async (place) => {
    const { h5p, content, version, at, title } = place.dataset;
    const address = `/me/play/${content}/`;
    const [nonce, load] = [random(), random()];
    const say = (word, shown) => { place.querySelector(`[data-said=${word}]`).hidden = !shown; };
    const begun = !/(?:^|; )in=1/.test(document.cookie) ? {} : await fetch(`${address}?version=${version}`, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({}));

    /* One after the other, again until it arrives: the server keeps the same thing once. */
    let last = Promise.resolve();
    const post = async (body, pause) => {
      const answer = await fetch(address, {
        method: "POST", credentials: "same-origin", keepalive: body.length < 60000, body, headers: { "Content-Type": "application/json" },
      }).catch(() => null);
      say("unsent", !answer || answer.status > 499);
      if (answer?.status < 500) return answer.status === 200 ? answer.json() : {};
      if (pause > 60000) return {};
      await new Promise((go) => setTimeout(go, pause));
      return post(body, pause * 2);
    };
    const send = (message) => {
      if (!begun.learner) return;
      const body = JSON.stringify({ ...message, load, at, version: Number(version) });
      last = last.then(() => post(body, 2000)).then(({ kept }) => kept && say("kept", true)).catch(() => {});
    };

    const frame = document.createElement("iframe");
    frame.className = "h5p-frame";
    frame.title = title;
    frame.allowFullscreen = true;
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow || !data || data.h5p !== 1 || data.nonce !== nonce) return;
      if (data.kind === "ready") {
        const start = { h5p: 1, nonce, kind: "start", learner: begun.learner || "", state: begun.state || {}, media: {} };
        frame.contentWindow.postMessage(start, "*");
        send({ kind: "opened" });
      } else if (data.kind === "resize") {
        frame.style.blockSize = `${Math.min(Math.max(Number(data.height) || 0, 80), 20000) + 2}px`;
      } else if (data.kind === "state" || (data.kind === "xapi" && ENDS.test(data.statement?.verb?.id))) {
        send(data);
      }
    });
    frame.src = `${h5p}#nonce=${nonce}`;
    place.append(frame);
    place.querySelector("[data-open]")?.parentElement.remove();
    if (!("atOnce" in place.dataset)) frame.focus();
  };

  for (const place of document.querySelectorAll("[data-h5p]")) {
    if ("atOnce" in place.dataset) play(place);
    place.querySelector("[data-open]")?.addEventListener("click", (event) => { event.preventDefault(); play(place); }, { once: true });
  }
})();
