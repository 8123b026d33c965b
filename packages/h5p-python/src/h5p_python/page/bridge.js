/*
 * Between the player and the page that holds it. Everything goes by postMessage:
 *   to the host    {h5p: 1, nonce, kind: "ready" | "xapi" | "state" | "finished" | "resize", …}
 *   from the host  {h5p: 1, nonce, kind: "start", state, learner, media}
 * The nonce comes in the fragment of the address: bundle.html#nonce=…
 */
(function () {
  "use strict";
  var config = window.H5PBundle;
  var settings = window.H5PIntegration;
  var content = settings.contents["cid-" + config.contentId];
  var nonce = new URLSearchParams(location.hash.slice(1)).get("nonce") || "";
  var isHeld = window.parent !== window;
  var addresses = Object.create(null);
  var states = Object.create(null);
  var isStarted = false;

  function post(message) {
    if (isHeld) {
      window.parent.postMessage(Object.assign({ h5p: 1, nonce: nonce }, message), config.host);
    }
  }

  /* Files: kept in the page as base64, handed out as addresses of blobs. */

  function blobAddress(table, name) {
    var key = table + "/" + name;
    var file = config[table][name];
    if (!(key in addresses) && file) {
      addresses[key] = file.url || URL.createObjectURL(asBlob(file));
    }
    return addresses[key];
  }

  function asBlob(file) {
    var binary = atob(file.data);
    var bytes = new Uint8Array(binary.length);
    for (var i = 0; i < binary.length; i++) {
      bytes[i] = binary.charCodeAt(i);
    }
    return new Blob([bytes], { type: file.type });
  }

  function resolved(address) {
    if (typeof address !== "string" || address.indexOf(config.assetPrefix) !== 0) {
      return address;
    }
    return blobAddress("assets", address.slice(config.assetPrefix.length).split("?")[0]) || address;
  }

  function wrapSource(type) {
    var own = type && Object.getOwnPropertyDescriptor(type.prototype, "src");
    if (own && own.set) {
      Object.defineProperty(type.prototype, "src", {
        configurable: true,
        enumerable: own.enumerable,
        get: own.get,
        set: function (address) { own.set.call(this, resolved(address)); }
      });
    }
  }

  function wrapRequests() {
    var open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function (method, address) {
      var rest = Array.prototype.slice.call(arguments, 2);
      return open.apply(this, [method, resolved(address)].concat(rest));
    };
    var fetch = window.fetch;
    window.fetch = function (address, options) { return fetch.call(window, resolved(address), options); };
    var setAttribute = Element.prototype.setAttribute;
    Element.prototype.setAttribute = function (name, value) {
      return setAttribute.call(this, name, name === "src" || name === "href" ? resolved(value) : value);
    };
  }

  function watchMarkup() {
    new MutationObserver(function (changes) {
      changes.forEach(function (change) {
        change.addedNodes.forEach(function (node) {
          if (node.nodeType !== 1) { return; }
          [node].concat(Array.from(node.querySelectorAll("[src]"))).forEach(function (one) {
            var address = one.getAttribute("src");
            if (address && resolved(address) !== address) { one.setAttribute("src", resolved(address)); }
          });
        });
      });
    }).observe(document.documentElement, { childList: true, subtree: true });
  }

  /* State: one table, filled by the host at the start, handed back at each change. */

  function stateKey(dataId, subContentId) {
    return (subContentId || 0) + "/" + dataId;
  }

  function getUserData(contentId, dataId, done, subContentId) {
    var text = states[stateKey(dataId, subContentId)];
    var data;
    try {
      data = text === "RESET" ? null : text && JSON.parse(text);
    } catch (error) {
      data = undefined;
    }
    /* Nothing was saved: undefined. It was saved for an older edition, and the learner is told so: null. */
    done(undefined, data);
  }

  function setUserData(contentId, dataId, data, extras) {
    var options = extras || {};
    var text = JSON.stringify(data);
    var key = stateKey(dataId, options.subContentId);
    if (text === undefined || states[key] === text) { return; }
    if (text.length > config.stateLimit) {
      if (options.errorCallback) { options.errorCallback("too long"); }
      return;
    }
    states[key] = text;
    post({ kind: "state", dataId: dataId, subContentId: options.subContentId || "0", data: text,
           invalidate: Boolean(options.deleteOnChange) });
  }

  function deleteUserData(contentId, dataId, subContentId) {
    delete states[stateKey(dataId, subContentId)];
    post({ kind: "state", dataId: dataId, subContentId: subContentId || "0", data: null, invalidate: false });
  }

  /* Results. */

  function isWhole(statement) {
    var context = statement.context && statement.context.contextActivities;
    return !(context && context.parent && context.parent.length);
  }

  function answers() {
    var instance = window.H5P.instances && window.H5P.instances[0];
    try {
      return instance && instance.getXAPIData ? JSON.parse(JSON.stringify(instance.getXAPIData())) : null;
    } catch (error) {
      return null;
    }
  }

  function onStatement(event) {
    var statement = JSON.parse(JSON.stringify(event.data.statement));
    var tells = statement.result && isWhole(statement);
    post({ kind: "xapi", statement: statement, answers: tells ? answers() : null });
  }

  function setFinished(contentId, score, maxScore, time) {
    post({ kind: "finished", score: score, maxScore: maxScore, time: time || null });
  }

  function watchHeight() {
    if (!isHeld || !window.ResizeObserver) { return; }
    new ResizeObserver(function () {
      post({ kind: "resize", height: Math.ceil(document.documentElement.getBoundingClientRect().height) });
    }).observe(document.documentElement);
  }

  /* The start: at once when the page stands alone, else when the host has said what it knows. */

  function start(message) {
    if (isStarted) { return; }
    isStarted = true;
    Object.assign(states, message.state || {});
    if (message.learner) {
      settings.user = { name: "", mail: "", id: String(message.learner) };
      settings.saveFreq = config.saveEvery;
      settings.postUserStatistics = true;
    }
    Object.keys(message.media || {}).forEach(function (path) {
      addresses["media/" + path] = URL.createObjectURL(message.media[path]);
    });
    window.H5P.init(document.body);
    watchHeight();
  }

  function onMessage(event) {
    var message = event.data;
    if (event.source === window.parent && message && message.h5p === 1 && message.nonce === nonce &&
        message.kind === "start") {
      start(message);
    }
  }

  [window.HTMLImageElement, window.HTMLMediaElement, window.HTMLSourceElement].forEach(wrapSource);
  wrapRequests();
  watchMarkup();
  var H5P = window.H5P;
  H5P.preventInit = true;
  H5P.externalEmbed = true;
  H5P.getUserData = getUserData;
  H5P.setUserData = setUserData;
  H5P.deleteUserData = deleteUserData;
  H5P.setFinished = setFinished;
  H5P.getLibraryPath = function (library) { return config.assetPrefix + library; };
  H5P.getPath = function (path) { return blobAddress("media", String(path).split("#")[0]) || path; };
  H5P.externalDispatcher.on("xAPI", onStatement);
  Object.keys(content.contentUserData[0] || {}).forEach(function (dataId) {
    states[stateKey(dataId, 0)] = content.contentUserData[0][dataId];
  });
  window.addEventListener("message", onMessage);
  window.addEventListener("DOMContentLoaded", function () {
    if (isHeld && nonce) {
      post({ kind: "ready" });
    } else {
      start({});
    }
  });
})();
