package org.tagzoo.app.recipe;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;

/** Records from the values of others, by the names of their components. */
public final class RecordCopy {

    private RecordCopy() {}

    /**
     * Returns a copy in which some components have other values.
     *
     * @param changes values by the names of components
     * @throws IllegalArgumentException if there is no such component, or the constructor says so
     */
    public static <R extends Record> R with(R record, Map<String, ?> changes) {
        Map<String, Object> values = values(record);
        Check.that(
                values.keySet().containsAll(changes.keySet()),
                "Changes",
                "of components " + String.join(", ", values.keySet()),
                changes.keySet());
        values.putAll(changes);
        @SuppressWarnings("unchecked") // a record's class has no subclasses
        Class<R> type = (Class<R>) record.getClass();
        return make(type, values);
    }

    /** Returns a record's values by the names of its components, in their order. */
    public static Map<String, Object> values(Record record) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true); // the record may be private
                values.put(component.getName(), component.getAccessor().invoke(record));
            }
            return values;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns a record of values, by the names of its components; a component without one is {@code
     * null}, and a value without a component is left out.
     *
     * @throws IllegalArgumentException if the constructor says so
     */
    public static <R extends Record> R make(Class<R> type, Map<String, ?> values) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<R> constructor =
                    type.getDeclaredConstructor(
                            Stream.of(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Stream.of(components).map(each -> values.get(each.getName())).toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
