package org.tagzoo.zoo.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network's tensors in a source that names them within something larger, such as {@code
 * model.conv1.weight} of a Lightning module: by their own names, without the rest of the source.
 */
public record BareNames(TensorSource source, String prefix, Set<String> names)
        implements TensorSource {

    /**
     * Takes the prefix off under which most of a network's tensors are found, if it is at least
     * half of them and more than without one.
     *
     * @param network the names of its tensors
     * @return the source itself where there is no such prefix
     * @throws WeightsException if several prefixes fit alike; averaged weights (whose prefix says
     *     {@code ema}) only count where there are no others
     */
    public static TensorSource of(TensorSource source, Set<String> network)
            throws WeightsException {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (String name : source.names()) {
            for (int at = 0; at >= 0; at = next(name, at)) {
                if (network.contains(name.substring(at))) {
                    found.computeIfAbsent(name.substring(0, at), key -> new LinkedHashSet<>())
                            .add(name.substring(at));
                }
            }
        }
        int most = found.values().stream().mapToInt(Set::size).max().orElse(0);
        List<String> best =
                found.keySet().stream().filter(key -> found.get(key).size() == most).toList();
        if (most == 0 || 2 * most < network.size() || best.contains("")) {
            return source;
        }
        List<String> plain =
                best.stream().filter(key -> !key.matches("(.*[._])?ema[._].*")).toList();
        if (best.size() > 1 && plain.size() != 1) {
            throw new WeightsException(
                    ("%s holds the network more than once, below %s. In Python, save the one that"
                                    + " is meant alone: torch.save(model.state_dict(), path)")
                            .formatted(source.origin(), String.join(" and ", best)));
        }
        String prefix = plain.isEmpty() ? best.get(0) : plain.get(0);
        Set<String> names = new TreeSet<>();
        for (String name : source.names()) {
            if (name.startsWith(prefix)) {
                names.add(name.substring(prefix.length()));
            }
        }
        return new BareNames(source, prefix, Collections.unmodifiableSet(names));
    }

    /** Returns where the next part of a dotted name begins, or -1. */
    private static int next(String name, int at) {
        int dot = name.indexOf('.', at);
        return dot < 0 ? -1 : dot + 1;
    }

    @Override
    public String origin() {
        return source.origin();
    }

    @Override
    public String choice() {
        Set<String> others = new TreeSet<>(source.names());
        others.removeIf(name -> name.startsWith(prefix));
        String rest =
                others.isEmpty()
                        ? ""
                        : ", not %d others, such as %s"
                                .formatted(others.size(), others.iterator().next());
        String before = source.choice().isEmpty() ? "" : source.choice() + "; ";
        return "%stensors below '%s'%s".formatted(before, prefix, rest);
    }

    @Override
    public long[] shape(String name) throws WeightsException {
        return source.shape(prefix + name);
    }

    @Override
    public String numberType(String name) throws WeightsException {
        return source.numberType(prefix + name);
    }

    @Override
    public FloatBuffer read(String name) throws WeightsException {
        return source.read(prefix + name);
    }

    @Override
    public void read(String name, ByteBuffer target) throws WeightsException {
        source.read(prefix + name, target);
    }

    @Override
    public void close() throws WeightsException {
        source.close();
    }
}
