package org.tagzoo.datasets.image;

import java.io.IOException;

/**
 * An image that can't be shown as its file stands: cut short, empty, of an unknown format, too
 * large.
 */
public class ImageException extends IOException {

    private static final long serialVersionUID = 1L;

    private String kind = "damaged";

    /** Takes a message, or a format and what goes into it. */
    public ImageException(String format, Object... values) {
        this(null, format, values);
    }

    /** Takes the cause too. */
    public ImageException(Throwable cause, String format, Object... values) {
        super(values.length == 0 ? format : format.formatted(values), cause);
    }

    /** Returns the same of another kind. */
    ImageException ofKind(String newKind) {
        kind = newKind;
        return this;
    }

    /** Returns what is wrong in a word or two, to be counted by: damaged, no image, HEIC. */
    public String kind() {
        return kind;
    }

    static ImageException damaged(ImageFormat format, Throwable cause) {
        return new ImageException(
                cause, "the %s file is damaged: its pixels can't be decoded", format);
    }
}
