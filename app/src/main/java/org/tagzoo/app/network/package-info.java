/**
 * What it takes to build a row's trained network again without its corpus: {@code network.json} in
 * the row's folder, the tensors that were trained, and the weights that it began with.
 */
package org.tagzoo.app.network;
