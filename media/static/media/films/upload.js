/* Sends a file piece by piece. The server says which piece it waits for: after a broken line or a closed page the same
   file goes on there. Without this script the form is sent as any other. */
(() => {
  "use strict";
  const form = document.querySelector("[data-film-upload]");
  if (!form) return;
  const { begin, piece, replaces } = form.dataset;
  const size = Number(piece);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const bar = form.querySelector("progress");
  const soFar = form.querySelector("[data-so-far]");
  const told = form.querySelector("[data-told]");
  const send = form.querySelector("[type=submit]");
  const pause = form.querySelector("[data-pause]");
  const [pauseWord, onWord] = [pause.textContent, pause.dataset.on];
  let resting = false;
  let wake = () => {};

  const say = (words) => { told.textContent = words; told.hidden = !words; };
  const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });
  const megabytes = (bytes) => (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  const show = (arrived, all) => {
    bar.max = all;
    bar.value = arrived;
    soFar.textContent = soFar.dataset.words.replace("[[so far]]", megabytes(arrived)).replace("[[all]]", megabytes(all));
  };

  /* An answer, however often the line breaks; what the server refuses is an error with its words. */
  const ask = async (address, body, type) => {
    for (let tries = 0; ; tries += 1) {
      let answer;
      try {
        answer = await fetch(address, {
          method: "POST", body, credentials: "same-origin",
          headers: { "X-CSRFToken": token, Accept: "application/json", ...(type && { "Content-Type": type }) },
        });
      } catch {
        answer = null;
      }
      const json = answer && (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (json && (answer.ok || answer.status === 409)) { say(""); return answer.json(); }
      if (json) throw new Error((await answer.json()).error);
      if (answer && answer.status < 500 && ![408, 429].includes(answer.status)) throw new Error("");
      say(told.dataset.away);
      await wait(Math.min(60, 2 ** tries) * (0.5 + Math.random()));
    }
  };

  const sendAll = async (file) => {
    const about = new URLSearchParams({ name: file.name, size: file.size, changed: file.lastModified, replaces });
    let standing = await ask(begin, about);
    while (!standing.done) {
      if (resting) await new Promise((done) => { wake = done; });
      show(standing.arrived, file.size);
      const from = standing.next * size;
      standing = await ask(`${standing.pieces}${standing.next}/`, file.slice(from, from + size), "application/octet-stream");
    }
    show(file.size, file.size);
    location.assign(standing.done);
  };

  pause.addEventListener("click", () => {
    resting = !resting;
    pause.textContent = resting ? onWord : pauseWord;
    if (!resting) wake();
  });
  form.addEventListener("submit", async (event) => {
    const [file] = form.querySelector("[type=file]").files;
    if (!file) return;
    event.preventDefault();
    send.disabled = true;
    bar.hidden = false;
    pause.hidden = false;
    say("");
    try {
      await sendAll(file);
    } catch (error) {
      bar.hidden = true;
      pause.hidden = true;
      send.disabled = false;
      say(error.message || told.dataset.failed);
    }
  });
})();
