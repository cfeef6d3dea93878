/** Measurements: JMH for the hot parts, whole runs beside PyTorch. */
package org.tagzoo.benchmarks;
