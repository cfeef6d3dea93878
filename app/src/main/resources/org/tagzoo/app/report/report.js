
(function () {
  'use strict';
  // Sorts each table by the heading that is pressed; without this script all is there to read.
  function value(row, column) {
    var cell = row.cells[column];
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    if (cell.classList.contains('number')) return null;
    var text = cell.textContent.trim();
    return text === '-' || text === '' ? null : text;
  }
  function compare(a, b, direction) {
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
    if (typeof a === 'number') return direction * (a - b);
    return direction * a.localeCompare(b, 'en', { numeric: true });
  }
  document.querySelectorAll('table.sortable').forEach(function (table) {
    var headings = Array.from(table.tHead.rows[0].cells);
    var body = table.tBodies[0];
    headings.forEach(function (heading, column) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      heading.textContent = '';
      heading.appendChild(button);
      button.addEventListener('click', function () {
        var isNumber = heading.classList.contains('number');
        var now = heading.getAttribute('aria-sort');
        var first = isNumber ? 'descending' : 'ascending';
        var second = isNumber ? 'ascending' : 'descending';
        var next = now === first ? second : first;
        headings.forEach(function (h) { h.removeAttribute('aria-sort'); });
        heading.setAttribute('aria-sort', next);
        var direction = next === 'ascending' ? 1 : -1;
        Array.from(body.rows)
          .sort(function (a, b) { return compare(value(a, column), value(b, column), direction); })
          .forEach(function (row) { body.appendChild(row); });
      });
    });
  });
})();
