/* Sizes of the official sheet in millimetres, and the width of words in its type. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};

  var PX = 96 / 25.4;
  var KERTAS = { a4: [297, 210], f4: [330, 215] };       // landscape
  var MARGIN = 10;
  var CONNECTOR = { w: 10.6, h: 9.4, row: 14.4, slot: 11.8 };
  var pen = null;

  function measure(words, px, weight) {
    if (!pen) pen = document.createElement("canvas").getContext("2d");
    pen.font = (weight || "") + px + "px " + getComputedStyle(document.getElementById("lembar")).fontFamily;
    return pen.measureText(words).width / PX;
  }

  /* How many page connectors stand side by side over the lanes. */
  function connectorSlots(lane, count) {
    return lane.width >= CONNECTOR.slot ? count : Math.max(1, Math.floor(lane.width * count / CONNECTOR.slot));
  }

  lembar.ukuran = { PX: PX, KERTAS: KERTAS, MARGIN: MARGIN, CONNECTOR: CONNECTOR, measure: measure, connectorSlots: connectorSlots };
})(window);
