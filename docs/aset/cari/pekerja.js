/* The search worker: answers the questions that the theme's search box puts, in the place of the theme's own worker.
   The box speaks with it in four messages: SETUP and QUERY come in, READY and RESULT go out. The index is fetched here,
   and only with the first question: a page that nobody searches on loads none of it. Whatever fails, the theme's own
   worker, whose address stands behind "?polos=", takes over from there. */
(function () {
  "use strict";

  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3, INDEX = "search/indeks.json";
  var FILES = [INDEX, "search/kata.json", "search/urutan.json"];
  var setup = null, asker = null, loading = null, handedOver = false, waiting = [];

  function address(path) { return new URL("../../" + path, self.location.href).href; }

  function fetched(path, cache) {
    return fetch(address(path), { cache: cache || "default", credentials: "same-origin" }).then(function (response) {
      if (!response.ok) throw new Error(path + ": " + response.status);
      return response.json();
    });
  }

  function allOf(cache) {
    return Promise.all(FILES.map(function (path) { return fetched(path, cache); }));
  }

  /** Say whether the files are of one build: a new site may take the place of the last between two of them. */
  function agree(found) {
    return found.every(function (file) { return file.versi === found[0].versi; });
  }

  function load() {
    importScripts("kata.js", "indeks.js", "tanya.js", "hasil.js");
    return allOf().then(function (found) { return agree(found) ? found : allOf("reload"); }).then(function (found) {
      if (!agree(found)) throw new Error("berkasnya dari pembangunan yang berbeda");
      var index = new self.tlCari.indeks.Index(found[0].docs, found[1], found[2]);
      asker = new self.tlCari.tanya.Asker(index, found[1]);
    });
  }

  function answer(question) {
    var result = asker.ask(question);
    self.postMessage({
      type: RESULT,
      data: {
        items: self.tlCari.hasil.groups(result.found, asker.index, result.slots),
        suggest: self.tlCari.hasil.suggestion(question, asker.index)
      }
    });
  }

  function empty() { self.postMessage({ type: RESULT, data: { items: [], suggest: [] } }); }

  /** Let the theme's own worker do it: start it, give it the index, and every question that waits. */
  function handOver(reason) {
    if (handedOver) return;
    handedOver = true;
    console.warn("Pencarian memakai cara biasa: " + reason);
    var plain = new URLSearchParams(self.location.search).get("polos") || "";
    if (!/^assets\/javascripts\/workers\/search\.[\w.]+\.js$/.test(plain)) throw new Error(plain);
    function start(data) {
      importScripts(address(plain));
      tell({ type: SETUP, data: data });
      // Its index stands when the tasks at hand are done; a question before that would find nothing.
      setTimeout(function () { waiting.splice(0).forEach(tell); }, 0);
    }
    if (setup && setup.docs && setup.docs.length) start(setup);
    else fetched(INDEX).then(function (index) {
      start({ config: index.config, docs: index.docs, options: (setup && setup.options) || { suggest: false } });
    }).catch(function (error) {
      console.warn("Indeks pencarian tidak dapat dimuat: " + error);
      waiting.splice(0).forEach(empty);
      handedOver = false;
      loading = null; // the next question tries again
    });
  }

  function tell(message) { self.dispatchEvent(new MessageEvent("message", { data: message })); }

  function ask(message) {
    if (!String(message.data || "").trim()) return empty();
    waiting.push(message);
    if (!loading) {
      try { loading = load(); } catch (error) { return handOver(error); }
    }
    return loading.then(function () {
      while (waiting.length && !handedOver) {
        answer(String(waiting[0].data));
        waiting.shift();
      }
    }).catch(handOver);
  }

  self.addEventListener("message", function (event) {
    var message = event.data;
    if (!message || (handedOver && self.lunr)) return; // the theme's worker hears it as well
    if (message.type === SETUP) {
      setup = message.data;
      self.postMessage({ type: READY });
    } else if (message.type === QUERY) {
      if (handedOver) waiting.push(message);
      else ask(message);
    }
  });
})();
