/* Leads from a former address to the present one, to the same place on the page and with the same settings. Where to is
   what the build wrote into the page's link, never what the address says. */
(function () {
  "use strict";

  var here = new URL(location.href), link = document.querySelector("a[data-alih]");
  var there = new URL(link.getAttribute("href"), here.href);
  // A server shows a folder's page under the folder's name; a folder on a disk has to be told.
  if (here.protocol !== "file:") there.pathname = there.pathname.replace(/index\.html$/, "");
  there.search = here.search;
  there.hash = here.hash;
  location.replace(there.href);
})();
