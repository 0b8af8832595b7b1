// The hall screen turns its pages, keeps its clock, and says so when no news comes. For old televisions: ES5, and a Map.
(function () {
  "use strict";

  var board = document.getElementById("board");
  var seconds = Number(board.getAttribute("data-seconds"));
  var kept = new Map(); // by turn: what the server sent, and its tag
  var turn = Number(board.firstElementChild.getAttribute("data-turn"));
  // The body's seconds of the day as it last answered, and when we heard them.
  var news = { seconds: Number(board.getAttribute("data-clock")), heard: Date.now() };
  var failures = 0;
  var begun = Date.now();

  function shown(name) {
    return board.getElementsByClassName(name)[0];
  }

  function figures(number) {
    var digits = board.firstElementChild.getAttribute("data-digits");
    return String(number).replace(/\d/g, function (figure) { return digits.charAt(Number(figure)); });
  }

  function hour(all) {
    var minutes = Math.floor(all / 60) % 1440;
    var rest = minutes % 60;
    return figures(Math.floor(minutes / 60) + ":" + (rest < 10 ? "0" : "") + rest);
  }

  function tick() {
    var passed = Math.floor((Date.now() - news.heard) / 1000);
    var old = passed > 300;
    shown("clock").textContent = hour(news.seconds + passed);
    shown("silent").hidden = failures < 3 && !old;
    shown("since").hidden = !old;
    shown("last").textContent = hour(news.seconds);
  }

  function put(html, number) {
    // Parsed apart: nothing of it runs, and what stood there goes in one stroke.
    var read = document.importNode(new DOMParser().parseFromString(html, "text/html").body.firstElementChild, true);
    board.replaceChild(read, board.firstElementChild);
    turn = number;
    document.documentElement.lang = board.firstElementChild.lang;
    document.documentElement.dir = board.firstElementChild.dir;
  }

  function heard(asked, number) {
    if (asked.status !== 200 && asked.status !== 304) return missed();
    failures = 0;
    news = { seconds: Number(asked.getResponseHeader("X-Seconds-Of-Day")), heard: Date.now() };
    if (asked.status === 200) kept.set(number, { tag: asked.getResponseHeader("ETag"), html: asked.responseText });
    put(kept.get(number).html, number);
    tick();
    // A newer version of the page comes by itself, when the server answers.
    if (Date.now() - begun > 6 * 3600 * 1000) location.reload();
  }

  function missed() {
    failures += 1;
    tick();
  }

  function ask(number) {
    var asked = new XMLHttpRequest();
    asked.open("GET", "?part&turn=" + number);
    asked.timeout = 10000;
    if (kept.has(number)) asked.setRequestHeader("If-None-Match", kept.get(number).tag);
    asked.onload = function () { heard(asked, number); };
    asked.onerror = asked.ontimeout = missed;
    asked.send();
  }

  ask(turn);
  setInterval(tick, 1000);
  setInterval(function () {
    var turns = Number(board.firstElementChild.getAttribute("data-turns"));
    ask(failures ? turn : (turn + 1) % turns);
  }, seconds * 1000);
})();
