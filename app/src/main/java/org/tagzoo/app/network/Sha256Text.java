package org.tagzoo.app.network;

import java.util.regex.Pattern;

/** The form in which hashes stand in files. */
final class Sha256Text {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Sha256Text() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
