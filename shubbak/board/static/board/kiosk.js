// After a minute without a touch the machine is as if nobody had been there; the page before is not kept either.
(function () {
  "use strict";

  var body = document.body;
  var empty = location.pathname === body.getAttribute("data-home") && !location.search;
  var waiting = 0;

  function leave() {
    var typed = document.querySelectorAll("input");
    for (var i = 0; i < typed.length; i += 1) typed[i].value = "";
    location.replace(body.getAttribute("data-home"));
  }

  function touched() {
    clearTimeout(waiting);
    waiting = setTimeout(leave, Number(body.getAttribute("data-seconds")) * 1000);
  }

  ["keydown", "pointerdown", "touchstart", "mousedown"].forEach(function (what) {
    document.addEventListener(what, touched);
  });
  // An empty form that nobody touched may stand for ever.
  if (!empty || document.querySelector(".standing, .error")) touched();
})();
