/**
 * The labels of a corpus ({@link org.tagzoo.datasets.label.LabelSet}) and what is counted of them.
 */
package org.tagzoo.datasets.label;
