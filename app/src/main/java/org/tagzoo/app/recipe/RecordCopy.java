package org.tagzoo.app.recipe;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tagzoo.datasets.check.Check;

/** Copies of records in which some components have other values. */
public final class RecordCopy {

    private RecordCopy() {}

    /**
     * Returns a copy, which the record's constructor checks.
     *
     * @param changes values by the names of components
     * @throws IllegalArgumentException if there is no such component, or the constructor says so
     */
    public static <R extends Record> R with(R record, Map<String, ?> changes) {
        @SuppressWarnings("unchecked") // a record's class has no subclasses
        Class<R> type = (Class<R>) record.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        Set<String> left = new HashSet<>(changes.keySet());
        try {
            for (int i = 0; i < components.length; i++) {
                String name = components[i].getName();
                components[i].getAccessor().setAccessible(true); // the record may be private
                types[i] = components[i].getType();
                values[i] =
                        left.remove(name)
                                ? changes.get(name)
                                : components[i].getAccessor().invoke(record);
            }
            Check.that(left.isEmpty(), "A change", "of a component", left);
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
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
