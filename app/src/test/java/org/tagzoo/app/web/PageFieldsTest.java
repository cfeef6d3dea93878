package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.inference.OpenExport;
import org.tagzoo.app.predict.SmallExport;

/** The page of a network that takes more than pixels, in a browser. */
class PageFieldsTest {

    @TempDir private static Path scratch;

    @Test
    void thePageAsksForFieldsAndTagsAgainWhenTheyChange() throws Exception {
        Optional<Path> chromium = Browser.executable();
        Assumptions.assumeTrue(chromium.isPresent(), "Chromium is not installed");
        byte[] image = TestImages.noise(new SplittableRandom(2));
        Path file = Files.write(scratch.resolve("a.png"), image);
        try (OpenExport export =
                        OpenExport.open(
                                SmallExport.withMetadata(scratch.resolve("export"), true),
                                Device.cpu());
                RunningServer server = new RunningServer(export, new ServerOptions());
                Browser browser = new Browser(chromium.get(), scratch.resolve("profile"))) {
            browser.open(server.address());
            browser.until("document.querySelectorAll('#fields input').length === 3");
            browser.choose("#files", List.of(file));
            browser.until("!byId('error').hidden");
            assertEquals(
                    "year must be given for each image (metadata: missing: refuse), but is missing",
                    browser.text("byId('error').textContent"));
            // A text of this length fits into no address.
            fill(browser, "genre", "戦".repeat(2000));
            fill(browser, "year", "1951");
            browser.until("document.querySelectorAll('.tag').length > 0");
            Map<String, String> fields = Map.of("year", "1951", "genre", "戦");
            double score =
                    export.tag(List.of(export.description().known(image, fields)))
                            .get(0)
                            .get("dog")
                            .orElseThrow()
                            .score();
            assertEquals(
                    String.format(Locale.ROOT, "%.1f%%", 100 * score),
                    browser.text("document.querySelector('[data-label=dog] .score').textContent"));
            assertEquals("true", browser.text("String(byId('error').hidden)"));
            browser.evaluate("document.querySelector('.tag').click()");
            browser.until("!document.getElementById('heat').hidden");
        }
    }

    @Test
    void thePageSaysOfWhichLabelsTheNetworkIsNotSure() throws Exception {
        Optional<Path> chromium = Browser.executable();
        Assumptions.assumeTrue(chromium.isPresent(), "Chromium is not installed");
        Path file = Files.write(scratch.resolve("orange.png"), TinyExport.image());
        Path folder = TinyExport.writeCareful(scratch.resolve("careful"));
        try (OpenExport export = OpenExport.open(folder, Device.cpu());
                RunningServer server = new RunningServer(export, new ServerOptions());
                Browser browser = new Browser(chromium.get(), scratch.resolve("careful-profile"))) {
            browser.open(server.address());
            browser.choose("#files", List.of(file));
            browser.until("document.querySelectorAll('.tag').length === 3");
            assertEquals(
                    "sky",
                    browser.text(
                            "[...document.querySelectorAll('#groups h2')].find(h => h.textContent === 'Not sure').nextSibling.querySelector('.label').textContent"));
        }
    }

    private static void fill(Browser browser, String name, String text) throws Exception {
        browser.evaluate(
                "(f => { f.value = '%s'; f.dispatchEvent(new Event('change', { bubbles: true })); })(document.querySelector('#fields [name=%s]'))"
                        .formatted(text, name));
    }
}
