/** JMH benchmarks of the parts that run most often. */
package org.tagzoo.benchmarks.micro;
