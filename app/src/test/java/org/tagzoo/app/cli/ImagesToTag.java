package org.tagzoo.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.app.predict.SmallExport;

/** A small export, and a folder of images to tag with it, one of them broken. */
record ImagesToTag(Path export, Path images) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ImagesToTag make(Path folder) throws IOException {
        Path export = SmallExport.write(folder.resolve("export"));
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(images.resolve(".hidden"));
        Files.createDirectories(images.resolve("more"));
        SplittableRandom random = new SplittableRandom(4);
        for (String name : List.of("10", "9", "more/a, b", "more/海", ".hidden/1", ".2")) {
            Colours.image(images.resolve(name + ".png"), Color.RED, random);
        }
        Files.writeString(images.resolve("text.jpg"), "no image");
        Files.writeString(images.resolve("notes.txt"), "not looked at");
        return new ImagesToTag(export, images);
    }

    Result predict(Object... more) {
        List<String> arguments = new ArrayList<>(List.of("predict", export.toString()));
        for (Object one : more) {
            arguments.add(one.toString());
        }
        return Result.run(arguments.toArray(String[]::new));
    }

    String name(String name) {
        return images + "/" + name;
    }

    static List<JsonNode> json(String text) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    static List<CSVRecord> csv(String text) throws IOException {
        try (var parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
            return parser.getRecords();
        }
    }
}
