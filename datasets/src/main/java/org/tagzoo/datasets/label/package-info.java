/** The labels of a corpus ({@link org.tagzoo.datasets.label.LabelSet}). */
package org.tagzoo.datasets.label;
