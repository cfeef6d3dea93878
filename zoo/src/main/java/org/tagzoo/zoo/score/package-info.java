/** What a network gave, in plain Java: the only door from native arrays to the metrics. */
package org.tagzoo.zoo.score;
