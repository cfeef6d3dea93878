/**
 * Images as batches of pixels: {@link org.tagzoo.datasets.batch.BatchLoader} decodes ahead of its
 * reader in the order of {@link org.tagzoo.datasets.batch.ExampleOrder}, {@link
 * org.tagzoo.datasets.batch.RowCache} keeps what was computed once per image.
 */
package org.tagzoo.datasets.batch;
