
(function () {
  'use strict';
  // Draws the map of the images, and shows the image that the pointer rests on.
  var colours = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', '#8a6d00', '#7a4fb0'];
  var map = document.getElementById('map');
  var dots = JSON.parse(map.dataset.dots);
  var ids = JSON.parse(map.dataset.ids);
  var labels = JSON.parse(map.dataset.labels);
  var common = JSON.parse(map.dataset.common);
  var columns = Number(map.dataset.columns);
  var tile = Number(map.dataset.tile);
  var sheets = Array.from(document.querySelectorAll('img.sheet'));
  var chosen = document.getElementById('map-label');
  var image = document.getElementById('map-image');
  var words = document.getElementById('map-words');
  var pen = map.getContext('2d');
  var margin = 12;
  var scale = (map.width - 2 * margin) / map.width;
  var last = -1;
  function has(dot, label) { return dot.indexOf(label, 2) > 1; }
  function colour(dot) {
    if (chosen.value !== '') return has(dot, Number(chosen.value)) ? colours[3] : null;
    var found = null;
    common.forEach(function (label, place) { if (has(dot, label)) found = colours[place]; });
    return found;
  }
  function circle(dot, fill, radius) {
    pen.fillStyle = fill;
    pen.beginPath();
    pen.arc(margin + dot[0] * scale, margin + dot[1] * scale, radius, 0, 2 * Math.PI);
    pen.fill();
  }
  function draw() {
    var radius = dots.length > 3000 ? 3 : 5;
    pen.clearRect(0, 0, map.width, map.height);
    pen.globalAlpha = 0.35;
    dots.forEach(function (dot) { if (colour(dot) === null) circle(dot, '#9a9a94', radius); });
    pen.globalAlpha = 0.8;
    dots.forEach(function (dot) { if (colour(dot) !== null) circle(dot, colour(dot), radius); });
    pen.globalAlpha = 1;
    if (last > -1) circle(dots[last], getComputedStyle(map).color, radius + 3);
  }
  function show(place) {
    last = place;
    var inSheet = place % (columns * columns);
    var sheet = sheets[(place - inSheet) / (columns * columns)];
    image.getContext('2d').drawImage(sheet, inSheet % columns * tile, Math.floor(inSheet / columns) * tile,
      tile, tile, 0, 0, image.width, image.height);
    var names = dots[place].slice(2).map(function (label) { return labels[label]; });
    words.textContent = ids[place] + ': ' + (names.join(', ') || 'no tags');
    draw();
  }
  map.addEventListener('pointermove', function (event) {
    var box = map.getBoundingClientRect();
    var x = ((event.clientX - box.left) / box.width * map.width - margin) / scale;
    var y = ((event.clientY - box.top) / box.height * map.height - margin) / scale;
    var nearest = -1;
    var least = 400;
    dots.forEach(function (dot, place) {
      var distance = (dot[0] - x) * (dot[0] - x) + (dot[1] - y) * (dot[1] - y);
      if (least > distance) { least = distance; nearest = place; }
    });
    if (nearest > -1) if (nearest !== last) show(nearest);
  });
  chosen.addEventListener('change', draw);
  draw();
})();
