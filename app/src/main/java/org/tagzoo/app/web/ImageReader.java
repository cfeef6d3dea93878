package org.tagzoo.app.web;

import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageHeader;
import org.tagzoo.datasets.image.RgbImage;

/**
 * The bytes of an image to what a network gets: decoded and resized as TagZoo does everywhere.
 *
 * @param maxPixels of an image as its header says, before anything is decoded
 * @param transform what is done to it before the network
 */
record ImageReader(long maxPixels, EvaluationTransform transform) {

    /**
     * @throws RequestException if it is no image, is damaged or has too many pixels
     */
    RgbImage read(byte[] content) {
        try {
            ImageHeader header = ImageHeader.read(content);
            long pixels = (long) header.width() * header.height();
            if (pixels > maxPixels) {
                throw new RequestException(
                        413,
                        Trouble.TOO_LARGE,
                        ("The image has %,d x %,d pixels; this server reads at most %,d in all"
                                        + " (--max-pixels)")
                                .formatted(header.width(), header.height(), maxPixels));
            }
            return transform.read(content);
        } catch (ImageException e) {
            throw new RequestException(
                    422, Trouble.UNREADABLE, "No image that can be read: " + e.getMessage());
        }
    }
}
