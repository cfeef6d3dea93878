package org.tagzoo.datasets.split;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * A {@link Split} as a file: CSV in UTF-8 with the columns {@code id} and {@code split}, {@code
 * domain} where images have one, and {@code group} where that is asked for, a line for each image
 * in the order of the corpus. Other columns are passed over, so a {@code scores.csv} is read too.
 */
public final class SplitFile {

    private static final String ID = "id";
    private static final String SPLIT = "split";
    private static final String DOMAIN = "domain";
    private static final String GROUP = "group";
    private static final long LARGEST_SIZE_IN_BYTES = 1L << 28;

    /** Lines end as on every system, so that the same split has the same bytes. */
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Path file;
    private final Map<String, TaggedImage> images = new LinkedHashMap<>();
    private final Map<String, Met> met = new HashMap<>();
    private final Map<String, Met> metGroups = new HashMap<>();

    private SplitFile(Path file, Collection<TaggedImage> corpus) {
        this.file = file;
        corpus.forEach(image -> images.put(image.id(), image));
    }

    /** Where an image or a group was met first. */
    private record Met(Part part, long line) {}

    /**
     * Writes a split. The file appears whole or not at all.
     *
     * @throws IOException if it can't be written
     */
    public static void write(Split split, Path file) throws IOException {
        write(split, List.of(), file);
    }

    /**
     * Writes a split and the domains of its images.
     *
     * @param images of the split
     */
    public static void write(Split split, Collection<TaggedImage> images, Path file)
            throws IOException {
        write(split, columns(images), file);
    }

    /**
     * Writes the same with the group of each image, if any two images are of one.
     *
     * @param images of the split
     */
    public static void writeWithGroups(Split split, Collection<TaggedImage> images, Path file)
            throws IOException {
        Map<String, String> groups = new HashMap<>();
        images.forEach(image -> groups.put(image.id(), image.group()));
        Map<String, Map<String, String>> columns = columns(images);
        if (new HashSet<>(groups.values()).size() < groups.size()) {
            columns.put(GROUP, groups);
        }
        write(split, columns, file);
    }

    /** Returns what there is of domains, by column and id. */
    private static Map<String, Map<String, String>> columns(Collection<TaggedImage> images) {
        Map<String, String> domains = new HashMap<>();
        images.forEach(image -> image.domain().ifPresent(d -> domains.put(image.id(), d)));
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        if (!domains.isEmpty()) {
            columns.put(DOMAIN, domains);
        }
        return columns;
    }

    private static void write(Split split, Map<String, Map<String, String>> columns, Path file)
            throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    CSVPrinter csv = new CSVPrinter(out, FORMAT);
                    csv.print(ID);
                    csv.print(SPLIT);
                    csv.printRecord(columns.keySet());
                    for (Map.Entry<String, Part> entry : split.parts().entrySet()) {
                        csv.print(entry.getKey());
                        csv.print(entry.getValue().label());
                        for (Map<String, String> column : columns.values()) {
                            csv.print(column.get(entry.getKey()));
                        }
                        csv.println();
                    }
                });
    }

    /**
     * Reads the domains that a file tells, by the images' ids; none if it has no such column.
     *
     * @throws CorpusException if it is too large to be a split
     * @throws IOException if it can't be read
     */
    public static Map<String, String> domains(Path file) throws IOException {
        return column(DOMAIN, file);
    }

    /** Reads the groups that a file tells in the same way. */
    public static Map<String, String> groups(Path file) throws IOException {
        return column(GROUP, file);
    }

    private static Map<String, String> column(String name, Path file) throws IOException {
        requireSize(file);
        CSVFormat headed = FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
        Map<String, String> found = new HashMap<>();
        try (CSVParser csv = headed.parse(Files.newBufferedReader(file))) {
            if (csv.getHeaderMap().containsKey(ID) && csv.getHeaderMap().containsKey(name)) {
                for (CSVRecord line : csv) {
                    if (line.isConsistent() && !line.get(name).isEmpty()) {
                        found.put(line.get(ID), line.get(name));
                    }
                }
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new IOException(file + " is no split: " + e.getMessage(), e);
        }
        return found;
    }

    /**
     * Reads the split of some images.
     *
     * @param images the images of the corpus, each of which must stand in the file, once, in one
     *     part with the others of its group; the file may have no other
     * @return the split, in the order of the images
     * @throws CorpusException if the file is no split of these images; the message names the file
     *     and the line
     * @throws IOException if it can't be read
     */
    public static Split read(Path file, Collection<TaggedImage> images) throws IOException {
        requireSize(file);
        SplitFile split = new SplitFile(file, images);
        try (CSVParser csv = FORMAT.parse(Files.newBufferedReader(file))) {
            split.read(csv);
        } catch (UncheckedIOException e) {
            throw new CorpusException(
                    e, "%s is no CSV file in UTF-8: %s", file, e.getCause().getMessage());
        }
        Map<String, Part> parts = new LinkedHashMap<>();
        for (String id : split.images.keySet()) {
            Met line = split.met.get(id);
            if (line == null) {
                throw new CorpusException(
                        "%s lacks image '%s': it has %d of the %d images of the corpus",
                        file, id, split.met.size(), split.images.size());
            }
            parts.put(id, line.part());
        }
        return new Split(parts);
    }

    private static void requireSize(Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST_SIZE_IN_BYTES) {
            throw new CorpusException(
                    "%s has %d bytes; a split file has %d at most",
                    file, size, LARGEST_SIZE_IN_BYTES);
        }
    }

    private void read(CSVParser csv) {
        Map<String, Integer> columns = new HashMap<>();
        for (CSVRecord record : csv) {
            if (csv.getRecordNumber() == 1) {
                record.forEach(
                        name -> columns.putIfAbsent(name.replace("\uFEFF", ""), columns.size()));
            }
            Integer id = columns.get(ID);
            Integer split = columns.get(SPLIT);
            if (id == null || split == null) {
                throw needsColumns(columns);
            }
            if (record.size() <= Math.max(id, split)) {
                throw new CorpusException(
                        "%s line %d has %d columns, line 1 has %d",
                        file, csv.getCurrentLineNumber(), record.size(), columns.size());
            }
            if (csv.getRecordNumber() > 1) {
                add(record.get(id), record.get(split), csv.getCurrentLineNumber());
            }
        }
        if (columns.isEmpty()) {
            throw needsColumns(columns);
        }
    }

    private CorpusException needsColumns(Map<String, Integer> columns) {
        return new CorpusException(
                "%s line 1 must name the columns 'id' and 'split', but names %s",
                file, columns.keySet());
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
