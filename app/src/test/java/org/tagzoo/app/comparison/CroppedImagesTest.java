package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.CroppedImage;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;

class CroppedImagesTest {

    /** By hand, of an input 100 high and 200 wide, with a margin of a quarter. */
    @ParameterizedTest
    @CsvSource({
        // x, y, width, height; then left, top, right, bottom
        "40, 20, 80, 40, 0.1, 0.1, 0.7, 0.7",
        "-20, 20, 60, 40, 0, 0.1, 0.25, 0.7",
        "100, 50, 0.2, 0.2, 0.45, 0.451, 0.551, 0.551",
        "300, 50, 20, 20, 0, 0, 1, 1",
        "50, 50, -20, 20, 0, 0, 1, 1",
        "0, 0, 0, 0, 0, 0, 1, 1",
        "-900, -900, 4000, 4000, 0, 0, 1, 1"
    })
    void aBoxGetsAMarginAndStaysInTheImage(
            float x,
            float y,
            float width,
            float height,
            double left,
            double top,
            double right,
            double bottom) {
        PixelBox crop =
                CroppedImages.crop(
                        PixelBox.of(new float[] {height, width, x, y}),
                        new ImageSize(100, 200),
                        0.25);
        assertEquals(left, crop.left(), 1e-3);
        assertEquals(top, crop.top(), 1e-3);
        assertEquals(right, crop.right(), 1e-3);
        assertEquals(bottom, crop.bottom(), 1e-3);
    }

    private static TaggedImage image(String name, int label) {
        return new TaggedImage(
                name, new ImageFile(Path.of(name)), new TreeSet<>(List.of(label)), name);
    }

    /** Else a cache would give whole images, or a checkpoint of other crops be gone on with. */
    @Test
    void cropsHaveOtherContentsThanImagesAndThanOtherCrops() {
        List<TaggedImage> images = List.of(image("a.png", 0), image("b.png", 1), image("c.png", 0));
        ScannedCorpus scanned =
                new ScannedCorpus(
                        new Corpus(
                                "drawn",
                                new LabelSet(List.of("x", "y")),
                                images,
                                List.of(),
                                List.of()),
                        Map.of("a.png", "1", "b.png", "2", "c.png", "3"),
                        Map.of(),
                        "0");
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("a.png", Part.TRAIN);
        parts.put("b.png", Part.VALIDATION);
        parts.put("c.png", Part.TEST);
        SplitCorpus whole = SplitCorpus.of(scanned, new Split(parts));
        PixelBox half = new PixelBox(0, 0, 0.5, 1);
        PixelBox rest = new PixelBox(0.5, 0, 1, 1);
        SplitCorpus one =
                CroppedImages.cut(whole, Map.of("a.png", half, "b.png", half, "c.png", half));
        SplitCorpus other =
                CroppedImages.cut(whole, Map.of("a.png", half, "b.png", half, "c.png", rest));
        assertNotEquals(whole.scanned().hash(), one.scanned().hash());
        assertNotEquals(one.scanned().hash(), other.scanned().hash());
        assertNotEquals(whole.scanned().contents().get(0), one.scanned().contents().get(0));
        assertEquals(one.scanned().contents().get(0), other.scanned().contents().get(0));
        assertNotEquals(one.scanned().contents().get(2), other.scanned().contents().get(2));
        assertEquals(whole.split(), one.split());
        assertEquals(half, ((CroppedImage) one.image(Part.TRAIN, 0).source()).shares());
        assertEquals(rest, ((CroppedImage) other.image(Part.TEST, 0).source()).shares());
    }
}
