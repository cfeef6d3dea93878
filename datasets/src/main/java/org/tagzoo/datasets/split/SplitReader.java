package org.tagzoo.datasets.split;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.TaggedImage;

/** Reads one split file and holds it against the corpus, line by line. */
final class SplitReader {

    private static final long LARGEST_SIZE_IN_BYTES = 1L << 28;

    /** Where an image or a group was met first. */
    private record Met(Part part, long line) {}

    private final Path file;
    private final Map<String, TaggedImage> images = new LinkedHashMap<>();
    private final Map<String, Met> met = new HashMap<>();
    private final Map<String, Met> metGroups = new HashMap<>();

    SplitReader(Path file, Collection<TaggedImage> corpus) {
        this.file = file;
        corpus.forEach(image -> images.put(image.id(), image));
    }

    Split read() throws IOException {
        long size = Files.size(file);
        if (size > LARGEST_SIZE_IN_BYTES) {
            throw new CorpusException(
                    "%s has %d bytes; a split file has %d at most",
                    file, size, LARGEST_SIZE_IN_BYTES);
        }
        try (CSVParser csv = SplitFile.FORMAT.parse(Files.newBufferedReader(file))) {
            readLines(csv);
        } catch (UncheckedIOException e) {
            throw new CorpusException(
                    e, "%s is no CSV file in UTF-8: %s", file, e.getCause().getMessage());
        }
        Map<String, Part> parts = new LinkedHashMap<>();
        for (String id : images.keySet()) {
            Met line = met.get(id);
            if (line == null) {
                throw new CorpusException(
                        "%s lacks image '%s': it has %d of the %d images of the corpus",
                        file, id, met.size(), images.size());
            }
            parts.put(id, line.part());
        }
        return new Split(parts);
    }

    private void readLines(CSVParser csv) {
        Iterator<CSVRecord> records = csv.iterator();
        Map<String, Integer> columns = new HashMap<>();
        if (records.hasNext()) {
            for (String name : records.next()) {
                columns.putIfAbsent(name.replace("\uFEFF", ""), columns.size());
            }
        }
        Integer id = columns.get(SplitFile.ID);
        Integer split = columns.get(SplitFile.SPLIT);
        if (id == null || split == null) {
            throw new CorpusException(
                    "%s line 1 must name the columns 'id' and 'split', but names %s",
                    file, columns.keySet());
        }
        while (records.hasNext()) {
            CSVRecord record = records.next();
            long line = csv.getCurrentLineNumber();
            if (record.size() <= Math.max(id, split)) {
                throw new CorpusException(
                        "%s line %d has %d columns, line 1 has %d",
                        file, line, record.size(), columns.size());
            }
            add(record.get(id), record.get(split), line);
        }
    }

    private void add(String id, String split, long line) {
        TaggedImage image = images.get(id);
        if (image == null) {
            throw new CorpusException(
                    "%s line %d: the corpus has no image '%s'; the split was made for another one",
                    file, line, id);
        }
        Met now = new Met(part(split, line), line);
        Met before = met.putIfAbsent(id, now);
        if (before != null) {
            throw new CorpusException(
                    "%s line %d: image '%s' stands in line %d already",
                    file, line, id, before.line());
        }
        Met group = metGroups.putIfAbsent(image.group(), now);
        if (group != null && group.part() != now.part()) {
            throw new CorpusException(
                    "%s line %d: image '%s' is in %s, but line %d has one of its group in %s",
                    file, line, id, now.part().label(), group.line(), group.part().label());
        }
    }

    private Part part(String split, long line) {
        for (Part part : Part.values()) {
            if (part.label().equals(split)) {
                return part;
            }
        }
        throw new CorpusException(
                "%s line %d: split must be train, validation or test, but is '%s'",
                file, line, split);
    }
}
