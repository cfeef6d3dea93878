/**
 * Indexes of images, and the images in them that are like another: {@link
 * org.tagzoo.app.similar.SearchNetwork}.
 */
package org.tagzoo.app.similar;
