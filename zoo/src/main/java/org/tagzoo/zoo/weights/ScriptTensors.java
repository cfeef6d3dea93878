package org.tagzoo.zoo.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.lang3.StringUtils;

/**
 * The parameters and buffers of a TorchScript archive by their dotted names, as its {@code
 * state_dict} has them: the archive's sources list which attributes are some; their code is neither
 * read nor run. Constants of the code have no names and are left out.
 */
final class ScriptTensors {

    private static final int LONGEST_NAME = 1000;

    private static final int DEEPEST = 64;

    /** A module may be part of two others, and those of two others each, and so on. */
    private static final int MOST_VISITED = 100_000;

    private static final int LONGEST_SOURCE = 16 << 20;
    private static final long LONGEST_TOGETHER = 64L << 20;

    private static final Pattern CLASS = Pattern.compile("class ([^(:]{1,500})\\(Module\\):\\s*");
    private static final Pattern LISTING =
            Pattern.compile("  __(parameters|buffers)__ = \\[(.{0,100000})\\]\\s*");
    private static final Pattern NAME = Pattern.compile("\"([^\"]{1,500})\"");

    /** An object of an archive. */
    record Module(String className, Map<String, Object> attributes) {}

    private final Map<String, PickledTensor> tensors = new LinkedHashMap<>();

    /** By class name; those of PyTorch before 1.6 only name their parameters, and are not here. */
    private final Map<String, Set<String>> listed = new HashMap<>();

    private final String origin;
    private int visited;

    private ScriptTensors(String origin) {
        this.origin = origin;
    }

    static Map<String, PickledTensor> of(
            Object saved, ZipDirectory zip, String folder, String origin) throws IOException {
        if (!(saved instanceof Module root)) {
            throw new WeightsException(origin + " is a TorchScript archive without a module");
        }
        ScriptTensors found = new ScriptTensors(origin);
        found.readSources(zip, folder + "code/");
        found.visit(root, "", 0);
        found.require(
                !found.tensors.isEmpty(),
                "no named tensors (in a frozen module they are constants of its code)");
        return found.tensors;
    }

    private void visit(Module module, String prefix, int depth) throws WeightsException {
        require(depth <= DEEPEST, "modules nested more than " + DEEPEST + " deep");
        for (Map.Entry<String, Object> attribute : module.attributes().entrySet()) {
            visited++;
            require(visited <= MOST_VISITED, "more than " + MOST_VISITED + " attributes");
            String name = prefix + attribute.getKey();
            require(
                    name.length() <= LONGEST_NAME,
                    "a tensor or module with a name of more than " + LONGEST_NAME + " characters");
            if (attribute.getValue() instanceof Module child) {
                visit(child, name + ".", depth + 1);
            } else if (attribute.getValue() instanceof PickledTensor tensor) {
                Set<String> state = listed.get(module.className());
                if (state == null || state.contains(attribute.getKey())) {
                    tensors.put(name, tensor);
                }
            }
        }
    }

    private void require(boolean held, String otherwise) throws WeightsException {
        if (!held) {
            throw new WeightsException(origin + " has " + otherwise);
        }
    }

    private void readSources(ZipDirectory zip, String code) throws IOException {
        long together = 0;
        for (ZipArchiveEntry entry : zip.entries()) {
            String name = entry.getName();
            if (name.startsWith(code) && name.endsWith(".py")) {
                together += entry.getSize();
                if (together > LONGEST_TOGETHER) {
                    throw new IOException("its sources have more bytes than are allowed");
                }
                String source = new String(zip.content(entry, LONGEST_SOURCE), UTF_8);
                String module = StringUtils.removeEnd(name.substring(code.length()), ".py");
                readListings(module.replace('/', '.'), source);
            }
        }
    }

    private void readListings(String module, String source) {
        String current = null;
        Set<String> parameters = Set.of();
        for (String line : (Iterable<String>) source.lines()::iterator) {
            Matcher header = CLASS.matcher(line);
            Matcher listing = LISTING.matcher(line);
            if (header.matches()) {
                current = module + "." + header.group(1);
                parameters = Set.of();
            } else if (current != null && listing.matches()) {
                Set<String> names = new HashSet<>();
                NAME.matcher(listing.group(2)).results().forEach(name -> names.add(name.group(1)));
                if (listing.group(1).equals("parameters")) {
                    parameters = names;
                } else {
                    names.addAll(parameters);
                    parameters = Set.of();
                    listed.put(current, names);
                }
            }
        }
    }
}
