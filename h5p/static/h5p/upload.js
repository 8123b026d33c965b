/* Shows how far a file has come. Without it the form is sent as any other. */
(() => {
  "use strict";
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const bar = form.querySelector("progress");
  const told = form.querySelector("[data-told]");
  const say = (words) => { told.textContent = words; told.hidden = !words; };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    bar.hidden = false;
    button.disabled = true;
    say("");
    request.upload.addEventListener("progress", ({ loaded, total }) => { bar.max = total; bar.value = loaded; });
    request.addEventListener("loadend", () => {
      const answer = request.response;
      if (answer && answer.next) { location.assign(answer.next); return; }
      bar.hidden = true;
      button.disabled = false;
      say(answer && answer.errors ? answer.errors.join(" ") : told.dataset.failed);
    });
    request.send(new FormData(form));
  });
})();
