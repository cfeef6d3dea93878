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

/** What the person says of a photograph besides its pixels: names and texts. */
const said = () => [...document.querySelectorAll('#fields [name]')]
  .filter((field) => field.value.trim())
  .map((field) => [field.name, field.value]);

/** Asks for what the network takes besides pixels; what stays empty is not sent. */
function ask(health) {
  const names = new Set([...(health.domains ? ['domain'] : []), ...(health.fields || [])]);
  for (const name of names) {
    const label = make('label', '', name);
    const choices = name === 'domain' && health.domains;
    const field = make(choices ? 'select' : 'input');
    field.name = name;
    for (const choice of choices ? ['', ...choices] : []) field.append(make('option', '', choice));
    label.append(field);
    byId('fields').append(label);
  }
  byId('fields').hidden = !names.size;
}

/** Sends a photograph and what is said of it; gives the answer's JSON, or fails with words for a person. */
async function send(path, file, fields) {
  if (file.size > maxBytes) {
    const megabytes = (bytes) => (bytes / 1048576).toFixed(1) + ' MB';
    throw new Error(`This file has ${megabytes(file.size)}; the server reads at most ${megabytes(maxBytes)}.`);
  }
  const form = new FormData();
  for (const [name, text] of [...fields, ['file', file]]) form.append(name, text);
  for (let tries = 0; ; tries++) {
    let response;
    try {
      response = await fetch(path, {
        method: 'POST',
        body: fields.length ? form : file,
        headers: fields.length ? {} : { 'Content-Type': 'application/octet-stream' },
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
    const shot = { file, name: file.name || 'Pasted image', url: URL.createObjectURL(file), state: 'waiting' };
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
    shot.said = said();
    shot.heat = null;
    shot.error = '';
    say(`Looking at ${shot.name} …`);
    try {
      const answer = await send('predict', shot.file, shot.said);
      shot.tags = answer.tags;
      shot.isClass = answer.tags.every((tag) => !('threshold' in tag));
      shot.box = answer.box;
      shot.state = 'done';
    } catch (error) {
      shot.error = error.message;
      shot.state = 'failed';
    }
    markThumb(shot);
    if (shot === current) show(shot);
    say(summary(shot));
    if (shot === current) again();
  }
  running = false;
}

/** Tags the photograph that is shown again if something else is said of it now. */
function again() {
  if (!current || !['done', 'failed'].includes(current.state)) return;
  if (JSON.stringify(current.said) === JSON.stringify(said())) return;
  current.state = 'waiting';
  work();
}

function summary(shot) {
  if (shot.state === 'failed') return `${shot.name}: no tags.`;
  const predicted = shot.tags.filter((tag) => tag.predicted).map((tag) => tag.label);
  return `${shot.name}: ${predicted.length ? predicted.join(', ') : none(shot).toLowerCase()}.`;
}

function none(shot) {
  if (!shot.tags.some((tag) => tag.unsure)) return 'No tag reaches its threshold';
  return shot.isClass ? 'No class is sure' : 'No tag is sure';
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
  shot.picture = image;
  shot.thumb = button;
  byId('strip').append(button);
}

function markThumb(shot) {
  shot.thumb.classList.remove('waiting');
  shot.thumb.setAttribute('aria-label', summary(shot));
  shot.thumb.replaceChildren(shot.state === 'failed' ? '!' : shot.picture);
}

function show(shot) {
  const other = shot !== current;
  current = shot;
  for (const each of shots) each.thumb.setAttribute('aria-current', String(each === shot));
  byId('result').hidden = false;
  if (other) {
    byId('frame').hidden = false;
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
  byId('box').hidden = true;
  if (shot.state === 'done') showTags(shot);
  if (byId('image').complete) showBox(shot);
}

/** Draws the rectangle of the photograph's object, over a photograph that is loaded. */
function showBox(shot) {
  if (shot !== current || shot.state !== 'done' || !shot.box) return;
  const canvas = byId('box');
  const { naturalWidth, naturalHeight } = byId('image');
  const scale = 1024 / Math.max(naturalWidth, naturalHeight);
  [canvas.width, canvas.height] = [naturalWidth, naturalHeight].map((side) => Math.max(1, Math.round(side * scale)));
  const context = canvas.getContext('2d');
  for (const [colour, width] of [['#000', 9], ['#f80', 5]]) {
    [context.strokeStyle, context.lineWidth] = [colour, width];
    context.strokeRect(
      shot.box.x * canvas.width, shot.box.y * canvas.height, shot.box.width * canvas.width, shot.box.height * canvas.height);
  }
  canvas.hidden = false;
}

function showTags(shot) {
  const groups = byId('groups');
  const predicted = shot.tags.filter((tag) => tag.predicted);
  const unsure = shot.tags.filter((tag) => tag.unsure);
  const rest = shot.tags.filter((tag) => !tag.predicted && !tag.unsure);
  groups.append(make('h2', '', !predicted.length ? none(shot) : shot.isClass ? 'Class' : 'Tags'));
  groups.append(list(shot, predicted));
  if (unsure.length) groups.append(make('h2', '', 'Not sure'), list(shot, unsure));
  const hint = shot.isClass
    ? 'Probabilities of all classes add up to 100%. Choose a class to see where it is in the photograph.'
    : 'The line on a bar is the score from which on the tag is given. Choose a tag to see where it is in the photograph.';
  groups.append(make('p', 'hint', hint));
  if (!rest.length) return;
  const few = Math.max(3, SHOWN - predicted.length);
  const shown = shot.all ? rest : rest.slice(0, few);
  groups.append(make('h2', '', shot.isClass ? 'Other classes' : 'Below their thresholds'));
  groups.append(list(shot, shown));
  const more = byId('more');
  more.hidden = rest.length <= few;
  more.textContent = shot.all ? 'Show fewer' : `Show all ${shot.tags.length} ${shot.isClass ? 'classes' : 'tags'}`;
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
  const button = make('button', tag.predicted ? 'tag predicted' : 'tag');
  button.type = 'button';
  button.dataset.label = tag.label;
  button.setAttribute('aria-pressed', String(shot.label === tag.label));
  button.append(make('span', 'label', tag.label), make('span', 'score', percent(tag.score)));
  const never = tag.threshold > 1;
  const words = shot.isClass ? '' : never ? ', never given' : `, threshold ${percent(tag.threshold)}`;
  button.append(make('span', 'offscreen', words + (tag.predicted ? ', predicted' : tag.unsure ? ', not sure' : '')));
  const track = make('span', 'bar');
  track.setAttribute('aria-hidden', 'true');
  const fill = make('span', 'fill');
  fill.style.width = percent(tag.score);
  track.append(fill);
  if (!never && !shot.isClass) {
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
    if (!shot.heat) shot.heat = send('explain', shot.file, shot.said);
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

byId('more').addEventListener('click', () => {
  current.all = !current.all;
  show(current);
});
byId('image').addEventListener('load', () => showBox(current));
byId('fields').addEventListener('change', again);
byId('image').addEventListener('error', () => { byId('frame').hidden = true; });
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
    byId('model').textContent = `${health.model}, ${health.labels} ${health.task || 'tags'}`;
    ask(health);
    document.title = `TagZoo: ${health.model}`;
  })
  .catch(() => say('The server can’t be reached.'));
