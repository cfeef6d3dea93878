package org.tagzoo.zoo.task;

import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.metric.Metric;

/** The tasks that there are. */
public final class Tasks {

    /** All of them, the usual one first. */
    public static final List<Task> ALL =
            List.of(Tags.INSTANCE, Classes.INSTANCE, ClassAndBox.INSTANCE);

    private Tasks() {}

    /** Returns the task of files and exports that name none, as all before there were several. */
    public static Task usual() {
        return ALL.get(0);
    }

    /** Returns the names, in the order of {@link #ALL}. */
    public static List<String> names() {
        return ALL.stream().map(Task::name).toList();
    }

    /** Returns the metric of a key in files, whatever task computes it; empty if none does. */
    public static Optional<Metric> metric(String key) {
        return ALL.stream()
                .flatMap(task -> task.metrics().stream())
                .filter(metric -> metric.key().equals(key))
                .findFirst();
    }

    /** Returns a task; empty if there is none of this name. */
    public static Optional<Task> find(String name) {
        return ALL.stream().filter(task -> task.name().equals(name)).findFirst();
    }

    /**
     * Returns a task.
     *
     * @throws IllegalArgumentException if there is none of this name; says which there are
     */
    public static Task byName(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no task '%s'; a task is %s"
                                                .formatted(name, EnumText.or(names()))));
    }
}
