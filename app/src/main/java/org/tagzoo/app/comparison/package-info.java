/**
 * The comparison of networks on one corpus: {@link org.tagzoo.app.comparison.Comparison} goes from
 * the corpus to the table, row by row.
 */
package org.tagzoo.app.comparison;
