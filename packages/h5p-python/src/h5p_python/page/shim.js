/* A page without an origin has no storage: reading `localStorage` throws. Libraries get one that forgets. */
(function () {
  "use strict";
  function forgetful() {
    var kept = new Map();
    return {
      getItem: function (name) { return kept.has(String(name)) ? kept.get(String(name)) : null; },
      setItem: function (name, value) { kept.set(String(name), String(value)); },
      removeItem: function (name) { kept.delete(String(name)); },
      clear: function () { kept.clear(); },
      key: function (index) { return Array.from(kept.keys())[index] || null; },
      get length() { return kept.size; }
    };
  }
  ["localStorage", "sessionStorage"].forEach(function (name) {
    try {
      window[name].getItem("");
    } catch (error) {
      Object.defineProperty(window, name, { value: forgetful(), configurable: true });
    }
  });
  try {
    document.cookie;
  } catch (error) {
    Object.defineProperty(document, "cookie", { value: "", writable: true, configurable: true });
  }
})();
