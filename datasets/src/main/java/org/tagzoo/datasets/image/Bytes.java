package org.tagzoo.datasets.image;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Numbers and text in the bytes of a file, at any place; the caller checks that they are there. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Bytes(byte[] content) {

    int length() {
        return content.length;
    }

    /** Returns whether {@code count} bytes stand at {@code at}. */
    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at + count <= content.length;
    }

    int u8(int at) {
        return content[at] & 0xff;
    }

    int u16Big(int at) {
        return (u8(at) << 8) | u8(at + 1);
    }

    int u16Little(int at) {
        return (u8(at + 1) << 8) | u8(at);
    }

    long u32Big(int at) {
        return ((long) u16Big(at) << 16) | u16Big(at + 2);
    }

    long u32Little(int at) {
        return ((long) u16Little(at + 2) << 16) | u16Little(at);
    }

    int u24Little(int at) {
        return (u8(at + 2) << 16) | u16Little(at);
    }

    /** Returns whether the text (one byte a character) stands at {@code at}. */
    boolean textAt(int at, String text) {
        if (!has(at, text.length())) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(String text) {
        return textAt(0, text);
    }

    String text(int at, int length, Charset charset) {
        return new String(content, at, length, charset);
    }

    String latin1(int at, int length) {
        return text(at, length, StandardCharsets.ISO_8859_1);
    }
}
