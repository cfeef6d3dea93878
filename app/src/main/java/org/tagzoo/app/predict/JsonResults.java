package org.tagzoo.app.predict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.export.Tags;

/**
 * A line of JSON an image: {@code {"image": "im1.jpg", "tags": [{"label": "sky", "score": 0.91,
 * "threshold": 0.55, "attached": true, "predicted": true}, ...]}}, by falling score, or {@code
 * {"image": "im2.jpg", "error": "the file is empty"}}. A threshold of 2 means never; {@code
 * attached} is the same as {@code predicted}, for programs of before. A network of classes has
 * {@code "class": "cat"} before the tags, and no thresholds; one that gives boxes {@code "box":
 * {"x": 0.1, "y": 0.25, "width": 0.5, "height": 0.3}}, in shares of the image's sides.
 */
public final class JsonResults implements ResultWriter {

    private final Writer out;
    private final TagSelection selection;

    public JsonResults(Writer out, TagSelection selection) {
        this.out = out;
        this.selection = selection;
    }

    @Override
    public void tagged(String image, Tags tags) throws IOException {
        ObjectNode line = CheckedJson.object().put("image", image);
        tags.classLabel().ifPresent(label -> line.put("class", label));
        tags.box().ifPresent(box -> line.putPOJO("box", box));
        line.putPOJO("tags", selection.select(tags));
        write(line);
    }

    @Override
    public boolean failed(String image, String reason) throws IOException {
        write(CheckedJson.object().put("image", image).put("error", reason));
        return true;
    }

    private void write(ObjectNode line) throws IOException {
        out.write(CheckedJson.line(line) + "\n");
    }
}
