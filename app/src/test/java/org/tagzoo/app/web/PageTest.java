package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.report.HeatOverlay;
import org.tagzoo.zoo.explain.HeatMap;

/** The page in a browser. */
class PageTest {

    @TempDir static Path scratch;

    private static RunningServer server;
    private static Browser browser;
    private static Path halves;
    private static Path green;
    private static Path broken;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> chromium = Browser.executable();
        Assumptions.assumeTrue(
                chromium.isPresent(), "Chromium is not installed: the page is not tested");
        halves = Files.write(scratch.resolve("halves.png"), TestImages.redBesideBlue(640, 480));
        green =
                Files.write(
                        scratch.resolve("green.jpg"),
                        TestImages.plain(Color.GREEN, 300, 400, "jpg"));
        broken = Files.write(scratch.resolve("broken.jpg"), new byte[] {1, 2, 3});
        server = new RunningServer(new ColourTagger(), new ServerOptions().optMaxBytes(100_000));
        browser = new Browser(chromium.get(), scratch.resolve("profile"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
            server.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        browser.size(1100, 800, false);
        browser.open(server.address());
        browser.until("document.title === 'TagZoo: colours'");
    }

    @AfterEach
    void nothingWasForbiddenOrAskedForElsewhere() {
        for (String complaint : browser.complaints()) {
            assertTrue(complaint.contains("status of 4"), complaint);
        }
        for (String address : browser.requests()) {
            assertTrue(
                    address.startsWith(server.address().toString())
                            || address.startsWith("blob:" + server.address())
                            || address.startsWith("data:"),
                    address);
        }
    }

    private static String status() throws Exception {
        return browser.text("document.getElementById('status').textContent");
    }

    @Test
    void tagsAppearWithTheirScoresThoseAttachedFirst() throws Exception {
        browser.choose(halves);
        assertEquals(List.of("red", "blue", "green"), browser.texts(".tag .label"));
        assertEquals(List.of("50.0%", "50.0%", "0.0%"), browser.texts(".tag .score"));
        assertEquals(List.of("red"), browser.texts(".tag.predicted .label"));
        assertEquals("halves.png: red.", status());
        assertEquals("50%", browser.text("document.querySelector('.mark').style.left"));
        assertEquals("50%", browser.text("document.querySelector('.fill').style.width"));
        assertEquals(
                "colours, 3 tags", browser.text("document.getElementById('model').textContent"));
    }

    @Test
    void aTagShowsItsHeatMapOverThePhotograph() throws Exception {
        browser.choose(halves);
        browser.evaluate("document.querySelector('.tag').click()");
        browser.until("!document.getElementById('heat').hidden");
        String alpha =
                "(c => c.getContext('2d').getImageData(c.width * %s, c.height / 2, 1, 1).data[3])"
                        + "(document.getElementById('heat'))";
        assertTrue(browser.evaluate(alpha.formatted("0.2")).intValue() > 150);
        assertEquals(0, browser.evaluate(alpha.formatted("0.9")).intValue());
        assertEquals("Heat map of “red”: what speaks for it most is at the top left.", status());
        JsonNode same =
                browser.evaluate(
                        "(r => [r('image'), r('heat')])(id => { const b ="
                                + " document.getElementById(id).getBoundingClientRect(); return"
                                + " [b.x, b.y, b.width, b.height].map(Math.round); })");
        assertEquals(same.get(0), same.get(1), "the map lies over the photograph");
        assertEquals(
                "true",
                browser.text("document.querySelector('.tag').getAttribute('aria-pressed')"));
        browser.evaluate("document.querySelector('.tag').click()");
        assertTrue(browser.evaluate("document.getElementById('heat').hidden").booleanValue());
    }

    /** A narrow photograph does not fill its frame. */
    @Test
    void aBoxLiesOverThePhotograph() throws Exception {
        browser.choose(
                Files.write(
                        scratch.resolve("narrow.png"),
                        TestImages.plain(Color.BLUE, 100, 900, "png")));
        browser.evaluate(
                "current.box = { x: 0.5, y: 0.25, width: 0.25, height: 0.5 }; show(current)");
        browser.until("!document.getElementById('box').hidden");
        JsonNode places =
                browser.evaluate(
                        "(() => { const [i, b] = ['image', 'box'].map(byId), c = b.getContext('2d');"
                                + " const seen = (x, y) => c.getImageData(b.width * x, b.height * y, 1, 1).data[0];"
                                + " return [i.clientWidth / i.clientHeight > 0.3, b.clientWidth === i.clientWidth,"
                                + " getComputedStyle(b).objectFit, Math.abs(b.width / b.height - 1 / 9) < 0.002,"
                                + " seen(0.5, 0.5), seen(0.6, 0.25), seen(0.75, 0.7), seen(0.62, 0.5)]; })()");
        assertEquals("[true,true,\"contain\",true,255,255,255,0]", places.toString());
    }

    /** The page draws a map as the pages that {@code tagzoo explain} writes. */
    @Test
    void drawsWhatTheCommandDraws() throws Exception {
        browser.choose(halves);
        float[] values = {0.1f, -1, 2.5f, 0.7f, 1, 0, 3, 0.3f, 1.9f, 0.2f, -2, 0.6f, 1.2f, 2, 0};
        BufferedImage wanted =
                ImageIO.read(
                        new ByteArrayInputStream(
                                HeatOverlay.png(new HeatMap("a", 3, 5, values), 640, 480, 3)));
        JsonNode drawn =
                browser.evaluate(
                        "(() => { draw({ rows: 3, columns: 5 }, %s); const c = byId('heat'); return [c.width, c.height, ...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]; })()"
                                .formatted(java.util.Arrays.toString(values)));
        assertEquals(wanted.getWidth(), drawn.get(0).intValue());
        assertEquals(wanted.getHeight(), drawn.get(1).intValue());
        int others = 0;
        for (int i = 0; i < wanted.getWidth() * wanted.getHeight(); i++) {
            int argb = wanted.getRGB(i % wanted.getWidth(), i / wanted.getWidth());
            int alpha = drawn.get(4 * i + 5).intValue();
            boolean same = Math.abs(alpha - (argb >>> 24)) <= 1;
            for (int channel = 0; channel < 3; channel++) {
                int mine = argb >> (16 - 8 * channel) & 0xff;
                // A canvas keeps colours multiplied by their opacity.
                double apart = alpha / 255.0 * (drawn.get(4 * i + 2 + channel).intValue() - mine);
                same &= Math.abs(apart) <= 1.5;
            }
            others += same ? 0 : 1;
        }
        assertTrue(others <= 10, others + " pixels differ");
    }

    @Test
    void severalPhotographsInTurnAndErrorsInWords() throws Exception {
        browser.choose(halves, broken, green);
        assertEquals("3", browser.text("document.querySelectorAll('#strip .thumb').length"));
        assertEquals(List.of("red", "blue", "green"), browser.texts(".tag .label"));
        browser.evaluate("document.querySelectorAll('.thumb')[1].click()");
        assertEquals(
                List.of(
                        "No image that can be read: the file is not an image;"
                                + " TagZoo reads JPEG, PNG, GIF, BMP, TIFF and WebP"),
                browser.texts("#error"));
        assertEquals(List.of(), browser.texts(".tag"));
        browser.evaluate("document.querySelectorAll('.thumb')[2].click()");
        assertEquals("green", browser.texts(".tag .label").get(0));
        assertEquals(List.of(""), browser.texts("#error"));
        assertEquals("green.jpg: green.", status());
    }

    @Test
    void aFileThatIsTooLargeIsNotSent() throws Exception {
        browser.choose(Files.write(scratch.resolve("large.jpg"), new byte[200_000]));
        assertEquals(
                List.of("This file has 0.2 MB; the server reads at most 0.1 MB."),
                browser.texts("#error"));
        assertFalse(browser.requests().contains(server.address() + "predict"));
    }

    @Test
    void photographsCanBeDroppedAndPasted() throws Exception {
        String event =
                "(async () => { const canvas = document.createElement('canvas'); canvas.width = 8;"
                        + " canvas.height = 8; const c = canvas.getContext('2d'); c.fillStyle = '#0f0';"
                        + " c.fillRect(0, 0, 8, 8); const blob = await new Promise(r =>"
                        + " canvas.toBlob(r)); const data = new DataTransfer(); data.items.add(new"
                        + " File([blob], '%s.png', {type: 'image/png'})); %s })()";
        browser.evaluate(
                event.formatted(
                        "dropped",
                        "document.dispatchEvent(new DragEvent('drop', {dataTransfer: data}))"));
        browser.until("document.getElementById('status').textContent === 'dropped.png: green.'");
        browser.evaluate(
                event.formatted(
                        "pasted",
                        "document.dispatchEvent(new ClipboardEvent('paste', {clipboardData:"
                                + " data}))"));
        browser.until("document.getElementById('status').textContent === 'pasted.png: green.'");
    }

    @Test
    void worksByKeyboardAlone() throws Exception {
        browser.press("Tab");
        assertEquals("files", browser.text("document.activeElement.id"));
        browser.choose(halves);
        for (int i = 0; i < 10 && !focus().equals("blue"); i++) {
            browser.press("Tab");
        }
        assertEquals("blue", focus());
        browser.press("Enter");
        browser.until("!document.getElementById('heat').hidden");
        assertEquals("blue", focus(), "the focus stays");
        assertEquals("Heat map of “blue”: what speaks for it most is at the top.", status());
        browser.press("Escape");
        browser.until("document.getElementById('heat').hidden");
        assertEquals("3px", browser.text("getComputedStyle(document.activeElement).outlineWidth"));
    }

    private static String focus() throws Exception {
        return browser.text("document.activeElement.dataset.label || ''");
    }

    @Test
    void aScreenReaderIsToldEverything() throws Exception {
        browser.choose(halves, broken);
        List<String> names = new ArrayList<>();
        boolean live = false;
        for (JsonNode node :
                browser.command("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
            String role = node.at("/role/value").asText();
            String name = node.at("/name/value").asText();
            if (role.equals("button") || role.equals("image")) {
                assertFalse(name.isBlank(), node.toString());
                names.add(name);
            }
            live |= role.equals("status");
        }
        assertTrue(live, "a live region");
        assertTrue(
                names.contains("red 50.0% , threshold 50.0%, predicted")
                        || names.contains("red 50.0%, threshold 50.0%, predicted"),
                names.toString());
        assertTrue(names.contains("Your photograph halves.png"), names.toString());
        assertTrue(names.contains("broken.jpg: no tags."), names.toString());
    }

    @Test
    void fitsAPhone() throws Exception {
        browser.size(360, 740, true);
        browser.open(server.address());
        browser.until("document.title === 'TagZoo: colours'");
        assertEquals(
                "flex",
                browser.text("getComputedStyle(document.getElementById('camera')).display"));
        browser.choose(halves, green);
        browser.evaluate("document.querySelector('.tag').click()");
        browser.until("!document.getElementById('heat').hidden");
        assertEquals(360, browser.evaluate("document.scrollingElement.scrollWidth").intValue());
        assertTrue(
                browser.evaluate(
                                "[...document.querySelectorAll('button, .button')].filter(e =>"
                                        + " e.offsetParent).every(e => e.getBoundingClientRect().height"
                                        + " >= 40)")
                        .booleanValue(),
                "something is too small for a finger");
    }

    @Test
    void isDarkWhereThatIsWanted() throws Exception {
        String brightness =
                "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]";
        browser.dark(false);
        assertTrue(browser.evaluate(brightness).intValue() > 200);
        browser.dark(true);
        assertTrue(browser.evaluate(brightness).intValue() < 60);
        browser.dark(false);
    }
}
