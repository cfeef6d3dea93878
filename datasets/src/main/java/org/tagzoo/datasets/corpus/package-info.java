/**
 * Corpora: readers of each layout to {@link org.tagzoo.datasets.corpus.Corpus}, and the quarantine
 * of broken files.
 */
package org.tagzoo.datasets.corpus;
