/**
 * Measures how fast networks run on devices, beside what the devices could do: {@link
 * org.tagzoo.app.bench.Bench}.
 */
package org.tagzoo.app.bench;
