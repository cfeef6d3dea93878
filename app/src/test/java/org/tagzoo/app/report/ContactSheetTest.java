package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {

    @Test
    void showsEachImageAndWhatWasMadeOfIt(@TempDir Path folder) throws Exception {
        ContactSheet.View changed =
                new ContactSheet.View(1, Samples.PIXEL, List.of("flipped", "cropped <1>"));
        ContactSheet.View same = new ContactSheet.View(2, Samples.PIXEL, List.of());
        ContactSheet sheet =
                new ContactSheet(
                        "posters & more",
                        42,
                        List.of("flip: 0.5", "crop: 0.25"),
                        List.of("a note"),
                        List.of(
                                new ContactSheet.Image("a", Samples.PIXEL, List.of(changed, same)),
                                new ContactSheet.Image("b", Samples.PIXEL, List.of())));
        Path file = folder.resolve("sheet.html");
        sheet.write(file);
        ParsedPage page = ParsedPage.of(Files.readString(file));
        assertEquals(List.of("Augmentation: posters & more"), page.texts("title"));
        assertEquals(List.of("a", "b"), page.texts("h2"));
        assertEquals(List.of("flip: 0.5", "crop: 0.25"), page.texts("code"));
        assertTrue(page.text().contains("Seed 42. Each of these is drawn"), page.text());
        assertTrue(page.texts("p").contains("a note"));
        assertEquals(
                List.of(
                        "a, as it is",
                        "a, view 1: flipped; cropped <1>",
                        "a, view 2: unchanged",
                        "b, as it is"),
                page.all("img").stream().map(image -> image.getAttribute("alt")).toList());
        assertEquals(
                List.of("as it is", "view 1flippedcropped <1>", "view 2unchanged", "as it is"),
                page.texts("figcaption"));
        Path again = folder.resolve("again.html");
        sheet.write(again);
        assertEquals(-1, Files.mismatch(file, again));
    }
}
