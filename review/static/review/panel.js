// Checks an editor's words while somebody types, and leads from a finding to its field. All decisions are the server's.
(() => {
  const PAUSE = 700;

  function start() {
    const panel = document.querySelector('[data-review-panel]');
    const form = document.querySelector('form[data-edit-form]');
    if (!panel || !form) return;
    const list = panel.querySelector('[data-review-findings]');
    let sent = '';
    let timer = 0;
    let newest = 0;

    const words = (more = {}) => {
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') data.append(name, value);
      for (const [name, value] of Object.entries(more)) data.append(name, value);
      return data;
    };

    async function ask(url, data) {
      const turn = (newest += 1);
      let shown = '';
      try {
        const answer = await fetch(url, { method: 'POST', body: data, headers: { 'X-Requested-With': 'fetch' } });
        if (answer.ok && !answer.redirected) shown = await answer.text();
      } catch {
        // Told below.
      }
      if (turn !== newest) return;
      panel.querySelector('[data-review-failed]').hidden = Boolean(shown);
      if (shown) show(shown);
      else sent = '';
    }

    function show(html) {
      list.innerHTML = html;
      const summary = list.firstElementChild;
      panel.querySelector('[data-review-status]').textContent = summary.dataset.summary;
      const counter = document.querySelector('[data-side-panel-toggle="review"] [data-side-panel-toggle-counter]');
      if (counter) {
        counter.textContent = summary.dataset.open;
        counter.hidden = summary.dataset.open === '0';
      }
    }

    function check() {
      if (list.contains(document.activeElement) && document.activeElement.matches('input')) return;
      const data = words();
      if (data.toString() === sent) return;
      sent = data.toString();
      ask(panel.dataset.checkUrl, data);
    }

    function soon() {
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    }

    function dismiss(box) {
      const reason = box.querySelector('[data-review-reason]').value;
      const { rule, mark, language } = box.dataset;
      const given = { 'review-rule': rule, 'review-mark': mark, 'review-language': language, 'review-reason': reason };
      ask(panel.dataset.dismissUrl, words(given));
    }

    for (const event of ['input', 'change', 'keyup', 'click']) form.addEventListener(event, soon);
    panel.addEventListener('click', (event) => {
      const go = event.target.closest('[data-review-go]');
      if (go) lead(form, go.dataset.reviewGo);
      const button = event.target.closest('[data-review-dismiss] button');
      if (button) dismiss(button.closest('[data-review-dismiss]'));
    });
    panel.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target.matches('[data-review-reason]')) {
        event.preventDefault();
        dismiss(event.target.closest('[data-review-dismiss]'));
      }
    });
    soon();
  }

  // A path names a field, or a field and the blocks inside it, as the editor's own marks do.
  function lead(form, path) {
    let place = form.elements.namedItem(path);
    if (!place || !place.closest) {
      place = path.split('.').reduce((inside, part) => {
        return inside.querySelector(`[data-contentpath="${CSS.escape(part)}"]`) || inside;
      }, form);
    }
    const sheet = place.closest('[role="tabpanel"][hidden]');
    if (sheet) document.querySelector(`[role="tab"][aria-controls="${sheet.id}"]`)?.click();
    const field = place.matches('input, textarea')
      ? place
      : place.querySelector('[contenteditable="true"], textarea:not([hidden]), input:not([type="hidden"])');
    (field || place).scrollIntoView({ block: 'center' });
    field?.focus();
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
