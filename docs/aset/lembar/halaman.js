/* Pages of paper: what is put onto them one after the other, by measured heights, and their numbers. */
(function (root) {
  "use strict";

  var lembar = root.tlLembar = root.tlLembar || {};
  var splitInto = lembar.potong.splitInto, splitRow = lembar.potong.splitRow;

  function Lembaran(main) {
    this.main = main;
    this.pages = [];
  }

  Lembaran.prototype.add = function () {
    var page = document.createElement("section"), inner = document.createElement("div"), foot = document.createElement("p");
    page.className = "lb-kertas";
    inner.className = "lb-isi";
    foot.className = "lb-kaki";
    page.appendChild(inner);
    page.appendChild(foot);
    this.main.appendChild(page);
    this.pages.push(page);
    return page;
  };

  Lembaran.prototype.last = function () { return this.pages[this.pages.length - 1].querySelector(".lb-isi"); };

  Lembaran.prototype.limit = function () { return this.last().getBoundingClientRect().bottom - 0.5; };

  /* Number the pages; the foot says that this is no signed original. What is no longer in force says so in the margin
     above the form and in the foot of every page. */
  Lembaran.prototype.number = function (words, status, short) {
    var count = this.pages.length;
    this.pages.forEach(function (page, index) {
      var foot = page.querySelector(".lb-kaki"), left = document.createElement("span"), right = document.createElement("span");
      if (status) {
        var band = document.createElement("p"), strong = document.createElement("strong");
        band.className = "lb-status";
        band.textContent = status;
        page.insertBefore(band, page.firstChild);
        strong.textContent = short;
        left.appendChild(strong);
        left.appendChild(document.createTextNode(" · "));
      }
      left.appendChild(document.createTextNode(words));
      right.textContent = "Halaman " + (index + 1) + "/" + count;
      foot.appendChild(left);
      foot.appendChild(right);
      page.setAttribute("aria-label", right.textContent);
    });
  };

  /* Put the rows of a table onto pages, one after the other, splitting a row where the page ends. */
  Lembaran.prototype.flow = function (table, least) {
    var rows = Array.prototype.slice.call(table.rows), body;
    var self = this;
    function open() {
      var copy = table.cloneNode(false);
      body = document.createElement("tbody");
      copy.appendChild(body);
      self.last().appendChild(copy);
    }
    open();
    rows.forEach(function (row) {
      while (row) {
        body.appendChild(row);
        var limit = self.limit(), rect = row.getBoundingClientRect(), rest = null;
        if (rect.bottom <= limit) return;
        if (limit - rect.top >= least) rest = splitRow(row, limit - 1);
        if (!rest) {
          if (body.rows.length === 1 && self.last().children.length === 1) return;   // nothing more can be done
          rest = row;
          row.remove();
        }
        if (!body.rows.length) body.parentElement.remove();
        self.add();
        open();
        row = rest;
      }
    });
  };

  /* Put blocks onto pages; one that is higher than what is left is split by lines. Notes that go on have their heading
     again. */
  Lembaran.prototype.blocks = function (blocks) {
    var self = this, heading = null;
    blocks.forEach(function (block) {
      if (block.classList.contains("lb-catatan-judul")) heading = block;
      while (block) {
        self.last().appendChild(block);
        var limit = self.limit(), rect = block.getBoundingClientRect();
        if (rect.bottom <= limit) return;
        var alone = self.last().children.length === 1, rest = null;
        if (alone || (rect.height > 40 && !block.classList.contains("lb-mengetahui"))) {
          rest = block.cloneNode(false);
          if (!splitInto(block, rest, limit - 1)) rest = null;
        }
        if (!rest && alone) return;
        if (!rest) {
          rest = block;
          block.remove();
          carryHeading(self.last(), rest);
        }
        var held = rest.lbJudul;
        self.add();
        if (held) self.last().appendChild(held);
        else if (heading && heading !== rest) self.last().appendChild(again(heading));
        block = rest;
      }
    });
  };

  function again(heading) {
    var copy = heading.cloneNode(true);
    copy.textContent += " (lanjutan)";
    return copy;
  }

  /* A heading does not stay alone at the foot of a page. */
  function carryHeading(page, block) {
    var last = page.lastElementChild;
    block.lbJudul = null;
    if (last && last.classList.contains("lb-catatan-judul") && page.children.length > 1) {
      last.remove();
      block.lbJudul = last;
    }
  }

  lembar.halaman = { Lembaran: Lembaran };
})(window);
