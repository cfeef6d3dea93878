/**
 * Images: from files of untrusted origin to pixels ({@link org.tagzoo.datasets.image.RgbImage}).
 */
package org.tagzoo.datasets.image;
