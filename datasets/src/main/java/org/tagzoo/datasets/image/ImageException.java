package org.tagzoo.datasets.image;

import java.io.IOException;

/**
 * An image that can't be shown as its file stands: cut short, empty, of an unknown format, too
 * large.
 */
public class ImageException extends IOException {

    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message);
    }

    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
