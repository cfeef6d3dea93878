package org.tagzoo.datasets.image;

/** The formats of image files that TagZoo reads. */
public enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP {
        @Override
        public String toString() {
            return "WebP";
        }
    }
}
