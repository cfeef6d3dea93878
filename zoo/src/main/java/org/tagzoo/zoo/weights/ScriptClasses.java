package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which attributes of a TorchScript archive's classes are parameters and buffers, by its source.
 */
final class ScriptClasses {

    private static final int LONGEST_SOURCE = 16 << 20;
    private static final long LONGEST_TOGETHER = 64L << 20;

    private static final Pattern CLASS = Pattern.compile("class ([^(:]{1,500})\\(Module\\):\\s*");
    private static final Pattern LISTING =
            Pattern.compile("  __(parameters|buffers)__ = \\[(.{0,100000})\\]\\s*");
    private static final Pattern NAME = Pattern.compile("\"([^\"]{1,500})\"");

    /** A class that names its buffers; those of PyTorch before 1.6 only name their parameters. */
    private final Map<String, Set<String>> listed = new HashMap<>();

    private ScriptClasses() {}

    /** Reads the listings in the sources; their code is neither read nor run. */
    static ScriptClasses read(ZipDirectory zip, String folder) throws IOException {
        ScriptClasses classes = new ScriptClasses();
        String code = folder + "code/";
        long together = 0;
        for (ZipDirectory.Entry entry : zip.entries()) {
            if (entry.name().startsWith(code) && entry.name().endsWith(".py")) {
                together += entry.size();
                if (together > LONGEST_TOGETHER) {
                    throw new IOException("its sources have more bytes than are allowed");
                }
                String path =
                        entry.name()
                                .substring(code.length(), entry.name().length() - ".py".length());
                byte[] source = zip.content(entry, LONGEST_SOURCE);
                classes.scan(path.replace('/', '.'), new String(source, StandardCharsets.UTF_8));
            }
        }
        return classes;
    }

    private void scan(String module, String source) {
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
                for (Matcher name = NAME.matcher(listing.group(2)); name.find(); ) {
                    names.add(name.group(1));
                }
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

    /** Returns whether a tensor among a class's attributes belongs to its {@code state_dict}. */
    boolean isState(String className, String attribute) {
        Set<String> names = listed.get(className);
        return names == null || names.contains(attribute);
    }
}
