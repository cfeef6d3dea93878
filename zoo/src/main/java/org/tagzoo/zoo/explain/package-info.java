/**
 * Where in an image a label comes from: {@link org.tagzoo.zoo.explain.HeatMaps} makes a {@link
 * org.tagzoo.zoo.explain.HeatMap} for each label of an export.
 */
package org.tagzoo.zoo.explain;
