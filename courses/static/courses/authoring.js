// Beside the editor of a lesson: puts four lists together to one preview mode, and reads the figures after each save.
(() => {
  const DEBOUNCE = 400;
  let timer = 0;

  function mode(box) {
    const chosen = (name) => box.querySelector(`[data-trainee-choice="${name}"]`).value;
    const audience = chosen('audience') === 'trainee' ? '' : `.${chosen('audience')}`;
    const language = chosen('language') === box.dataset.ownLanguage ? '' : `/${chosen('language')}`;
    return { way: `${chosen('from')}-${chosen('to')}${audience}`, language };
  }

  document.addEventListener('change', (event) => {
    const box = event.target.matches('[data-trainee-choice]') && event.target.closest('[data-trainee]');
    if (!box) return;
    const { way, language } = mode(box);
    const hidden = box.querySelector('[data-trainee-mode]');
    hidden.value = way + language;
    hidden.dispatchEvent(new Event('change', { bubbles: true }));
    const live = document.querySelector('[data-trainee-live]');
    if (live) {
      const parts = live.getAttribute('href').split('/');
      parts[1] = language.slice(1) || box.dataset.ownLanguage;
      parts[2] = way;
      live.setAttribute('href', parts.join('/'));
    }
  });

  async function read() {
    const panel = document.querySelector('[data-figures]');
    if (!panel || !panel.dataset.url) return;
    let shown = '';
    try {
      const answer = await fetch(panel.dataset.url, { headers: { 'X-Requested-With': 'fetch' } });
      if (answer.ok && !answer.redirected) shown = await answer.text();
    } catch {
      // Told below.
    }
    const failed = document.querySelector('[data-figures-failed]');
    if (failed) failed.hidden = Boolean(shown);
    if (!shown) return;
    panel.innerHTML = shown;
    const counter = document.querySelector('[data-side-panel-toggle="figures"] [data-side-panel-toggle-counter]');
    const open = panel.firstElementChild.dataset.open;
    if (counter) {
      counter.textContent = open;
      counter.hidden = open === '0';
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(read, DEBOUNCE);
  }

  document.addEventListener('w-autosave:success', soon);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', soon);
  else soon();
})();
