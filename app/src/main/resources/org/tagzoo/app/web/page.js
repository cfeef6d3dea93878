'use strict';

const SHOWN = 10;
const byId = (id) => document.getElementById(id);
const shots = [];
let current = null;
let maxBytes = Infinity;
let running = false;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

const say = (text) => { byId('status').textContent = text; };
const percent = (value) => (value * 100).toFixed(1) + '%';

/** Sends a photograph; gives the answer's JSON, or fails with words for a person. */
async function send(path, file) {
  if (file.size > maxBytes) {
    const megabytes = (bytes) => (bytes / 1048576).toFixed(1) + ' MB';
    throw new Error(`This file has ${megabytes(file.size)}; the server reads at most ${megabytes(maxBytes)}.`);
  }
  for (let tries = 0; ; tries++) {
    let response;
    try {
      response = await fetch(path, {
        method: 'POST',
        body: file,
        headers: { 'Content-Type': 'application/octet-stream' },
      });
    } catch {
      throw new Error('The server can’t be reached. Is it still running?');
    }
    if (response.status === 503 && tries < 5) {
      const seconds = Number(response.headers.get('Retry-After')) || 1;
      await new Promise((done) => setTimeout(done, seconds * 1000));
      continue;
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return answer;
    throw new Error((answer && answer.error) || `The server answered with status ${response.status}.`);
  }
}

function add(files) {
  const before = shots.length;
  for (const file of files) {
    const shot = { file, name: file.name || 'Pasted picture', url: URL.createObjectURL(file), state: 'waiting' };
    shots.push(shot);
    addThumb(shot);
  }
  if (shots.length === before) return;
  document.body.classList.add('has');
  byId('strip').hidden = shots.length < 2;
  show(shots[before]);
  work();
}

/** Takes the photographs that wait, one after the other. */
async function work() {
  if (running) return;
  running = true;
  for (let shot; (shot = shots.find((each) => each.state === 'waiting'));) {
    shot.state = 'sent';
    say(`Looking at ${shot.name} …`);
    try {
      shot.tags = (await send('predict', shot.file)).tags;
      shot.state = 'done';
    } catch (error) {
      shot.error = error.message;
      shot.state = 'failed';
    }
    markThumb(shot);
    if (shot === current) show(shot);
    say(summary(shot));
  }
  running = false;
}

function summary(shot) {
  if (shot.state === 'failed') return `${shot.name}: no tags.`;
  const attached = shot.tags.filter((tag) => tag.attached).map((tag) => tag.label);
  return `${shot.name}: ${attached.length ? attached.join(', ') : 'no tag reaches its threshold'}.`;
}

function addThumb(shot) {
  const button = make('button', 'thumb waiting');
  button.type = 'button';
  button.setAttribute('aria-label', shot.name + ', waiting');
  const image = make('img');
  image.alt = '';
  image.src = shot.url;
  button.append(image);
  button.addEventListener('click', () => show(shot));
  shot.thumb = button;
  byId('strip').append(button);
}

function markThumb(shot) {
  shot.thumb.classList.remove('waiting');
  shot.thumb.setAttribute('aria-label', summary(shot));
  if (shot.state === 'failed') shot.thumb.replaceChildren('!');
}

function show(shot) {
  const other = shot !== current;
  current = shot;
  for (const each of shots) each.thumb.setAttribute('aria-current', String(each === shot));
  byId('result').hidden = false;
  if (other) {
    byId('picture').hidden = false;
    byId('image').src = shot.url;
    byId('image').alt = 'Your photograph ' + shot.name;
    byId('heat').hidden = true;
    byId('caption').textContent = shot.name;
    shot.label = null;
    if (shot.state === 'done' || shot.state === 'failed') say(summary(shot));
  }
  byId('error').hidden = shot.state !== 'failed';
  byId('error').textContent = shot.error || '';
  byId('more').hidden = true;
  byId('groups').replaceChildren();
  if (shot.state === 'done') showTags(shot);
}

function showTags(shot) {
  const groups = byId('groups');
  const attached = shot.tags.filter((tag) => tag.attached);
  const rest = shot.tags.filter((tag) => !tag.attached);
  groups.append(make('h2', '', attached.length ? 'Tags' : 'No tag reaches its threshold'));
  groups.append(list(shot, attached));
  const hint = 'The line on a bar is the score from which on the tag is given. Choose a tag to see where it is in the photograph.';
  groups.append(make('p', 'hint', hint));
  if (!rest.length) return;
  const few = Math.max(3, SHOWN - attached.length);
  const shown = shot.all ? rest : rest.slice(0, few);
  groups.append(make('h2', '', 'Below their thresholds'));
  groups.append(list(shot, shown));
  const more = byId('more');
  more.hidden = rest.length <= few;
  more.textContent = shot.all ? 'Show fewer' : `Show all ${shot.tags.length} tags`;
}

function list(shot, tags) {
  const items = make('ul');
  for (const tag of tags) {
    const item = make('li');
    item.append(bar(shot, tag));
    items.append(item);
  }
  return items;
}

function bar(shot, tag) {
  const button = make('button', tag.attached ? 'tag attached' : 'tag');
  button.type = 'button';
  button.dataset.label = tag.label;
  button.setAttribute('aria-pressed', String(shot.label === tag.label));
  button.append(make('span', 'label', tag.label), make('span', 'score', percent(tag.score)));
  const never = tag.threshold > 1;
  const words = never ? ', never given' : `, threshold ${percent(tag.threshold)}`;
  button.append(make('span', 'offscreen', words + (tag.attached ? ', attached' : '')));
  const track = make('span', 'bar');
  track.setAttribute('aria-hidden', 'true');
  const fill = make('span', 'fill');
  fill.style.width = percent(tag.score);
  track.append(fill);
  if (!never) {
    const mark = make('span', 'mark');
    mark.style.left = percent(tag.threshold);
    track.append(mark);
  }
  button.append(track);
  button.addEventListener('click', () => pick(shot, tag.label));
  return button;
}

/** Shows where a tag is seen, or takes that away again. */
async function pick(shot, label) {
  shot.label = shot.label === label ? null : label;
  for (const button of document.querySelectorAll('.tag')) {
    button.setAttribute('aria-pressed', String(button.dataset.label === shot.label));
  }
  const chosen = shot.label;
  byId('heat').hidden = true;
  byId('caption').textContent = shot.name;
  if (!chosen) {
    say('Heat map hidden.');
    return;
  }
  say(`Looking for “${chosen}” …`);
  try {
    if (!shot.heat) shot.heat = send('explain', shot.file);
    const heat = await shot.heat;
    if (shot !== current || shot.label !== chosen) return;
    const map = heat.maps.find((each) => each.label === chosen);
    if (!map) throw new Error('The network gives no heat map of this tag.');
    draw(heat, map.values);
    const found = Math.max(...map.values) > 0;
    const words = found ? `what speaks for it most is ${place(heat, map.values)}` : 'no place speaks for it';
    byId('caption').textContent = found ? `What speaks for “${chosen}”` : `No place speaks for “${chosen}”`;
    say(`Heat map of “${chosen}”: ${words}.`);
  } catch (error) {
    shot.heat = null;
    say(error.message);
  }
}

/** Says where the warmest cell is, for who can't see the map. */
function place(heat, values) {
  const at = values.indexOf(Math.max(...values));
  const third = (index, count) => Math.floor((index + 0.5) / count * 3);
  return [
    ['at the top left', 'at the top', 'at the top right'],
    ['at the left', 'in the middle', 'at the right'],
    ['at the bottom left', 'at the bottom', 'at the bottom right'],
  ][third(Math.floor(at / heat.columns), heat.rows)][third(at % heat.columns, heat.columns)];
}

/** From none to full; the same as in the pages that `tagzoo explain` writes. */
const COLOURS = [[13, 8, 135], [126, 3, 168], [204, 71, 120], [248, 149, 64], [240, 249, 33]];

function colour(heat) {
  const below = Math.min(Math.floor(heat * 4), 3);
  const part = heat * 4 - below;
  const rgb = COLOURS[below].map((from, i) => from + (COLOURS[below + 1][i] - from) * part);
  return [...rgb, 255 * 0.7 * Math.min(1, heat / 0.6)];
}

/** The four cells around a pixel along one axis, and their weights in a cubic spline. */
function taps(cells, pixels) {
  return Array.from({ length: pixels }, (_, i) => {
    const at = (i + 0.5) * cells / pixels - 0.5;
    const t = at - Math.floor(at);
    const weights = [
      ((2 - t) * t - 1) * t / 2,
      ((3 * t - 5) * t * t + 2) / 2,
      ((4 - 3 * t) * t + 1) * t / 2,
      (t - 1) * t * t / 2,
    ];
    return weights.map((weight, k) => [Math.min(cells - 1, Math.max(0, Math.floor(at) - 1 + k)), weight]);
  });
}

/** Draws a map over the photograph: clear where nothing speaks for the tag, yellow where most does. */
function draw(heat, values) {
  const image = byId('image');
  const scale = 256 / Math.max(image.naturalWidth, image.naturalHeight);
  const width = Math.max(1, Math.round(image.naturalWidth * scale));
  const height = Math.max(1, Math.round(image.naturalHeight * scale));
  // Less than one logit is a trace; it must not look like a find.
  const top = Math.max(1, ...values);
  const across = taps(heat.columns, width);
  const down = taps(heat.rows, height);
  const heats = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let value = 0;
      for (const [row, high] of down[y]) {
        for (const [column, wide] of across[x]) value += high * wide * values[row * heat.columns + column];
      }
      heats[y * width + x] = Math.min(1, Math.max(0, value / top));
    }
  }
  const canvas = byId('heat');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const drawn = context.createImageData(width, height);
  const hot = (x, y) => heats[y * width + x] >= 0.5;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = hot(x, y);
      const edge = (x > 0 && hot(x - 1, y) !== here) || (y > 0 && hot(x, y - 1) !== here)
        || (x + 1 < width && hot(x + 1, y) !== here) || (y + 1 < height && hot(x, y + 1) !== here);
      const line = here ? 255 : 0;
      drawn.data.set(edge ? [line, line, line, 255] : colour(heats[y * width + x]), (y * width + x) * 4);
    }
  }
  context.putImageData(drawn, 0, 0);
  canvas.hidden = false;
}

byId('more').addEventListener('click', () => {
  current.all = !current.all;
  show(current);
});
byId('image').addEventListener('error', () => { byId('picture').hidden = true; });
for (const id of ['files', 'photo']) {
  byId(id).addEventListener('change', (event) => {
    add([...event.target.files]);
    event.target.value = '';
  });
}
const images = (data) => [...(data ? data.files : [])];
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  byId('drop').classList.add('over');
});
document.addEventListener('dragleave', () => byId('drop').classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  byId('drop').classList.remove('over');
  add(images(event.dataTransfer));
});
document.addEventListener('paste', (event) => add(images(event.clipboardData)));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && current && current.label) pick(current, current.label);
});

fetch('health')
  .then((response) => response.json())
  .then((health) => {
    maxBytes = health.maxBytes;
    byId('model').textContent = `${health.model}, ${health.labels} tags`;
    document.title = `TagZoo: ${health.model}`;
  })
  .catch(() => say('The server can’t be reached.'));
