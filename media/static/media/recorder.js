/* Lets whoever reads a line record it here: what was recorded goes into the row's file field, and is saved as a file. */
(() => {
  "use strict";
  const able = navigator.mediaDevices && window.MediaRecorder && window.DataTransfer;
  const table = document.querySelector(".voices-table");
  if (!able || !table) return;
  const kinds = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
  const kind = kinds.find((one) => MediaRecorder.isTypeSupported(one));
  const longest = 180000;
  const said = table.dataset;
  let going = null;

  const stop = () => { if (going) going.stop(); };
  const start = async (button, field, status) => {
    stop();
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
    } catch {
      status.textContent = said.denied;
      return;
    }
    const recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 32000 });
    const pieces = [];
    const late = setTimeout(stop, longest);
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearTimeout(late);
      for (const track of stream.getTracks()) track.stop();
      if (going === recorder) going = null;
      button.textContent = said.record;
      button.setAttribute("aria-pressed", "false");
      const clip = new File(pieces, `recording.${kind.slice(6).split(";")[0]}`, { type: kind });
      const held = new DataTransfer();
      held.items.add(clip);
      field.files = held.files;
      status.textContent = said.taken;
      const heard = status.parentNode.querySelector("audio") || status.parentNode.appendChild(new Audio());
      heard.controls = true;
      heard.setAttribute("aria-label", said.heard);
      heard.src = URL.createObjectURL(clip);
    });
    going = recorder;
    recorder.start();
    button.textContent = said.stop;
    button.setAttribute("aria-pressed", "true");
    status.textContent = said.going;
  };

  for (const field of table.querySelectorAll('input[type="file"]')) {
    const button = document.createElement("button"), status = document.createElement("span");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = said.record;
    button.setAttribute("aria-pressed", "false");
    status.className = "voices-quiet";
    status.setAttribute("role", "status");
    button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : start(button, field, status)));
    field.parentNode.append(button, status);
  }
})();
