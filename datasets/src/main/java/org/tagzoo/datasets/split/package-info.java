/** Splits of a corpus into train, validation and test. */
package org.tagzoo.datasets.split;
