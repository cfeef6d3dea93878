package org.tagzoo.datasets.image;

/** The formats of image files that TagZoo reads. */
public enum ImageFormat {
    JPEG(" without its end marker"),
    PNG(", before its end chunk"),
    GIF(" without its end marker"),
    BMP(""),
    TIFF(""),
    WEBP("") {
        @Override
        public String toString() {
            return "WebP";
        }
    };

    private final String missing;

    ImageFormat(String missing) {
        this.missing = missing;
    }

    ImageException cutShort(Bytes file) {
        return new ImageException(
                "the %s file is cut short: it ends after %d bytes%s", this, file.length(), missing);
    }

    /** Requires bytes to be there. */
    void require(Bytes file, long at, long count) throws ImageException {
        if (!file.has(at, count)) {
            throw cutShort(file);
        }
    }
}
