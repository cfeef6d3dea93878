/**
 * Pictures as batches of pixels: {@link org.tagzoo.datasets.batch.BatchLoader} decodes ahead of its
 * reader, {@link org.tagzoo.datasets.batch.RowFile} keeps what was computed once per picture.
 */
package org.tagzoo.datasets.batch;
