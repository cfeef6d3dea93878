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
function taps(cells, pixels, side = pixels) {
  return Array.from({ length: pixels }, (_, i) => {
    const at = (i + 0.5 - (pixels - side) / 2) * cells / side - 0.5;
    // A crop leaves out what lies beside it.
    if (at < -0.5 || at > cells - 0.5) return [];
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
  // Less than a quarter of a logit is a trace; it must not look like a find.
  const top = Math.max(0.25, ...values);
  // The cells lie over what the network sees: all of the image, a part in its middle, or more than the image.
  const [high, wide = high] = String(heat.imageSize).split('x').map(Number);
  const fit = { crop: Math.min, pad: Math.max }[heat.resize];
  const times = fit && fit(width / wide, height / high);
  const across = taps(heat.columns, width, fit && times * wide);
  const down = taps(heat.rows, height, fit && times * high);
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
