package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class AuditMapTest {

    @TempDir private Path folder;

    @Test
    void theScriptFindsDotsNamesAndSmallImagesInThePage() throws Exception {
        AuditMap map =
                new AuditMap(
                        3,
                        List.of("sky", "\"<sea>\""),
                        List.of(1, 0),
                        List.of(
                                new AuditMap.Dot("a/1.jpg", 0, 1000, List.of(0, 1)),
                                new AuditMap.Dot("a & b", 500, 20, List.of())),
                        List.of("data:image/jpeg;base64,AA=="),
                        32,
                        48);
        Path file = folder.resolve("audit.html");
        new AuditPage("photos", Map.of("images", "3"), List.of(), map).write(file);
        ParsedPage page = ParsedPage.of(Files.readString(file));
        Element canvas = page.all("canvas").get(0);
        assertEquals("[[0,1000,0,1],[500,20]]", canvas.getAttribute("data-dots"));
        assertEquals("[\"a/1.jpg\",\"a & b\"]", canvas.getAttribute("data-ids"));
        assertEquals("[\"sky\",\"\\\"<sea>\\\"\"]", canvas.getAttribute("data-labels"));
        assertEquals("data:image/jpeg;base64,AA==", page.all("img").get(0).getAttribute("src"));
        assertEquals(List.of("all in colours", "sky", "\"<sea>\""), page.texts("option"));
        assertTrue(
                page.texts("p").stream().anyMatch(text -> text.endsWith("chosen at random.")),
                "it says that not all are drawn");
        String script = page.texts("script").get(0);
        String policy = page.all("meta").get(1).getAttribute("content");
        assertTrue(policy.contains("script-src '" + Html.hash(script) + "'"), policy);
    }
}
