/**
 * A trained network as a folder that any DJL program loads: {@link
 * org.tagzoo.zoo.export.ExportWriter} writes it, {@link org.tagzoo.zoo.export.Export} opens it,
 * {@link org.tagzoo.zoo.export.Tags} is what it gives.
 */
package org.tagzoo.zoo.export;
