/** Measurements of whole tasks, side by side with Python where it does the same. */
package org.tagzoo.benchmarks.endtoend;
