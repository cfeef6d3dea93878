package org.tagzoo.app.web;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Kinds of uploads that no server should let pass. */
enum HostileUpload {
    /** An image that ends early. */
    CUT {
        @Override
        byte[] request(SplittableRandom random) throws Exception {
            byte[] image = image(random);
            byte[] cut = java.util.Arrays.copyOf(image, random.nextInt(image.length - 20));
            return post("image/jpeg", cut);
        }
    },
    /** A body that ends before its announced length. */
    CUT_BODY {
        @Override
        byte[] request(SplittableRandom random) throws Exception {
            byte[] image = image(random);
            byte[] whole = post("image/png", image);
            // Cut in its header, a request is none yet, and is owed no answer.
            int missing = 1 + random.nextInt(Math.min(100, image.length));
            return java.util.Arrays.copyOf(whole, whole.length - missing);
        }
    },
    /** What is no image under the name of one. */
    RENAMED {
        @Override
        byte[] request(SplittableRandom random) throws Exception {
            String[] starts = {
                "%PDF-1.7\n", "PK\3\4", "\177ELF", "<svg xmlns='x'>", "GIF89", "\0", "RIFF"
            };
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.write(starts[random.nextInt(starts.length)].getBytes(StandardCharsets.ISO_8859_1));
            file.write(bytes(random, random.nextInt(3000)));
            byte[] content = file.toByteArray();
            return random.nextBoolean()
                    ? post("image/png", content)
                    : postForm(RunningServer.form(List.of(Map.entry("a.jpg", content))));
        }
    },
    /** A small file of very many pixels. */
    BOMB {
        @Override
        byte[] request(SplittableRandom random) throws Exception {
            int side = 4000 + random.nextInt(60_000);
            return post("image/png", TestImages.bomb(side, side));
        }
    },
    /** An image with damage that its own checksums tell. */
    DAMAGED {
        @Override
        byte[] request(SplittableRandom random) throws Exception {
            byte[] image = TestImages.plain(color(random), 40, 30, "png");
            // Within the data, whose checksum follows it.
            int at = 41 + random.nextInt(image.length - 41 - 16);
            image[at] ^= (byte) (1 + random.nextInt(255));
            return post("image/png", image);
        }
    },
    /** A body of a type that holds no images. */
    WRONG_TYPE {
        @Override
        byte[] request(SplittableRandom random) throws Exception {
            String[] types = {
                "text/html", "application/json", "video/mp4", "image", "*/*", "a/b/c"
            };
            return post(types[random.nextInt(types.length)], image(random));
        }
    },
    /** A form that is none. */
    BROKEN_FORM {
        @Override
        byte[] request(SplittableRandom random) throws Exception {
            byte[] form = RunningServer.form(List.of(Map.entry("a.png", image(random))));
            return switch (random.nextInt(4)) {
                case 0 -> postForm(java.util.Arrays.copyOf(form, random.nextInt(form.length - 70)));
                case 1 -> postForm(bytes(random, random.nextInt(2000)));
                case 2 -> post("multipart/form-data; boundary=\"", form);
                default ->
                        post(
                                "multipart/form-data; boundary="
                                        + "x".repeat(71 + random.nextInt(9)),
                                form);
            };
        }
    },
    /** Headers that contradict each other or themselves. */
    BROKEN_HEADERS {
        @Override
        byte[] request(SplittableRandom random) {
            String[] headers = {
                "Content-Length: -5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 99999999999999999999",
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip, gzip",
                "Content-Length: 0x10",
                "Content-Length: 9000000000",
                "X: " + "y".repeat(9000),
                " folded: x\r\n header: y",
                "Content\0Length: 4"
            };
            String request =
                    String.join(
                            "\r\n",
                            "POST /predict HTTP/1.1",
                            "Host: localhost",
                            "Content-Type: image/png",
                            "%s",
                            "",
                            "abcd");
            return request.formatted(headers[random.nextInt(headers.length)])
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    },
    /** Chunks with lengths that are none. */
    BROKEN_CHUNKS {
        @Override
        byte[] request(SplittableRandom random) {
            String[] chunks = {
                "zz\r\nabc", "-1\r\nabc", "FFFFFFFFFFFFFFFFF\r\nabc", "5\r\nabcdefgh\r\n"
            };
            return ("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + chunks[random.nextInt(chunks.length)])
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    /** Returns the bytes of a whole request. */
    abstract byte[] request(SplittableRandom random) throws Exception;

    static byte[] post(String type, byte[] body) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head =
                String.join(
                        "\r\n",
                        "POST /predict HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: %s",
                        "Content-Length: %d",
                        "Connection: close",
                        "",
                        "");
        out.write(head.formatted(type, body.length).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        return out.toByteArray();
    }

    private static byte[] postForm(byte[] body) throws Exception {
        return post("multipart/form-data; boundary=" + RunningServer.BOUNDARY, body);
    }

    private static byte[] image(SplittableRandom random) {
        String format = random.nextBoolean() ? "png" : "jpg";
        return TestImages.plain(
                color(random), 20 + random.nextInt(60), 20 + random.nextInt(60), format);
    }

    private static Color color(SplittableRandom random) {
        return new Color(random.nextInt(1 << 24));
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
