/* Splitting what is higher than a page: text by its lines, list items whole, table rows cell by cell. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};

  /* Where in an element the text passes the height `limit` (in viewport pixels): [text node, offset], or null where all
     of it ends above, or where not even the first line does. */
  function overflowPoint(element, limit) {
    var walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = document.createRange(), node;
    while ((node = walker.nextNode())) {
      range.selectNodeContents(node);
      var rects = range.getClientRects();
      if (!rects.length || rects[rects.length - 1].bottom <= limit) continue;
      var low = 0, high = node.length;                 // the first character whose box ends below the limit
      while (low < high) {
        var middle = (low + high) >> 1;
        range.setStart(node, middle);
        range.setEnd(node, middle + 1);
        var rect = range.getBoundingClientRect();
        if (rect.height && rect.bottom > limit) high = middle;
        else low = middle + 1;
      }
      var before = node.data.lastIndexOf(" ", low - 1);
      return [node, before > 0 && low - before < 60 ? before + 1 : low];
    }
    return null;
  }

  /* Move what lies below `limit` into `rest`, an empty copy of the element. List items move whole where they can. */
  function splitInto(element, rest, limit) {
    var items = element.querySelectorAll("li"), range = document.createRange(), point = null;
    for (var n = 1; n < items.length; n++) {
      if (items[n].getBoundingClientRect().bottom > limit && items[n - 1].getBoundingClientRect().bottom <= limit) {
        range.setStartBefore(items[n]);
        point = true;
        break;
      }
    }
    if (!point) {
      var at = overflowPoint(element, limit);
      if (!at) return false;
      range.setStart(at[0], at[1]);
      var item = at[0].parentElement.closest("li");
      var continued = item && element.contains(item) && (at[1] > 0 || item.textContent.indexOf(at[0].data) > 0);
    }
    range.setEnd(element, element.childNodes.length);
    rest.appendChild(range.extractContents());
    if (continued) {
      var first = rest.querySelector("li");
      if (first) first.classList.add("lb-sambung");
    }
    return true;
  }

  /* Split a table row at a height; returns the row that goes on, or null where nothing can go on. */
  function splitRow(row, limit) {
    var rest = row.cloneNode(false), moved = false;
    Array.prototype.forEach.call(row.cells, function (cell) {
      var copy = cell.cloneNode(false);
      copy.removeAttribute("rowspan");
      rest.appendChild(copy);
      if (cell.querySelector(".lb-simbol")) return;      // symbols stay with the beginning of the row
      var pad = parseFloat(getComputedStyle(cell).paddingBottom) || 0;
      if (splitInto(cell, copy, limit - pad)) moved = true;
    });
    rest.classList.add("lb-lanjutan");
    return moved ? rest : null;
  }

  lembar.potong = { splitInto: splitInto, splitRow: splitRow };
})(window);
