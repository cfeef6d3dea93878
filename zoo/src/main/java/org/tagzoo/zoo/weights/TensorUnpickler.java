package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Unpickles tensors, and texts, numbers, tuples, lists and dicts around them: protocol 2, with the
 * instructions that PyTorch writes and the functions of {@link TorchGlobals}. Whatever else a file
 * names becomes an {@link Opaque}.
 *
 * <p>The library's own table of constructors is never asked. Each instruction makes at most one
 * object of a size that its bytes account for, and what it copies counts like instructions, so that
 * their number bounds the memory; nothing here follows the objects in depth.
 */
final class TensorUnpickler extends Unpickler {

    /** ResNet-152 takes about 30,000. */
    private static final int MOST_INSTRUCTIONS = 1_000_000;

    private static final Set<Short> PASSED_ON =
            Set.of(
                    Opcodes.MARK,
                    Opcodes.STOP,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.EMPTY_LIST,
                    Opcodes.APPEND,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.LONG1,
                    Opcodes.BINFLOAT,
                    Opcodes.SHORT_BINSTRING,
                    Opcodes.REDUCE,
                    Opcodes.NEWOBJ,
                    Opcodes.BINPERSID,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT);

    private final PickleInput bytes;
    private final boolean script;
    private final Set<PickledTensor.Storage> storages = new HashSet<>();
    private int instructions;

    /**
     * @param object the pickled object
     * @param storages all that anything in it refers to
     */
    record Unpickled(Object object, Set<PickledTensor.Storage> storages) {}

    /**
     * Stands for what a file asks for and does not get, and for all that would be made with it.
     *
     * @param global its name in Python
     */
    record Opaque(String global) implements IObjectConstructor {
        @Override
        public Object construct(Object[] args) {
            return this;
        }

        /** Returns why a file isn't read that needs it. */
        WeightsException refusal(String origin) {
            return new WeightsException(
                    ("Can't read %s: the file asks for %s; only tensors are read. In Python, save"
                                    + " them alone: torch.save(model.state_dict(), path)")
                            .formatted(origin, global));
        }
    }

    private TensorUnpickler(PickleInput bytes, boolean script) {
        this.bytes = bytes;
        this.script = script;
    }

    /**
     * Reads one object, up to the end of its pickle.
     *
     * @param script whether classes that a TorchScript archive declares are allowed
     * @throws WeightsException if it is broken
     */
    static Unpickled load(PickleInput bytes, boolean script, String origin)
            throws WeightsException {
        try {
            TensorUnpickler unpickler = new TensorUnpickler(bytes, script);
            return new Unpickled(unpickler.load(bytes), unpickler.storages);
        } catch (IOException | RuntimeException e) {
            // The library meets a broken pickle with whatever exception its next step happens to
            // throw: a cast, an index, a number.
            String reason =
                    e instanceof PickleException || e instanceof IOException
                            ? e.getMessage()
                            : "its instructions don't fit together";
            throw new WeightsException(
                    "%s is not sound: its pickle breaks at byte %d: %s"
                            .formatted(origin, bytes.position(), reason),
                    e);
        }
    }

    @Override
    protected Object dispatch(short instruction) throws IOException {
        count(1);
        if (instruction == Opcodes.REDUCE) {
            count(copied(stack.peek()));
        }
        if (PASSED_ON.contains(instruction)) {
            return super.dispatch(instruction);
        }
        switch (instruction) {
            case Opcodes.PROTO -> protocol();
            case Opcodes.BINUNICODE -> {
                if (!bytes.holdsLengthAndContent()) {
                    throw new PickleException("a text is longer than what is left of it");
                }
                return super.dispatch(instruction);
            }
            case Opcodes.GLOBAL -> global();
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.SETITEM -> {
                Object value = stack.pop();
                Object key = stack.pop();
                if (!(stack.peek() instanceof Opaque)) {
                    put(dict(stack.peek()), key, value);
                }
            }
            case Opcodes.SETITEMS -> {
                List<Object> items = stack.pop_all_since_marker();
                if (!(stack.peek() instanceof Opaque)) {
                    setItems(dict(stack.peek()), items);
                }
            }
            case Opcodes.APPENDS -> {
                List<Object> items = stack.pop_all_since_marker();
                if (!(stack.peek() instanceof Opaque)) {
                    list(stack.peek()).addAll(items);
                }
            }
            case Opcodes.BUILD -> build();
            default ->
                    throw new PickleException(
                            "instruction 0x%02x is not one that PyTorch writes"
                                    .formatted(instruction));
        }
        return NO_RETURN_VALUE;
    }

    /** What an instruction copies counts like instructions: it may be repeated at will. */
    private void count(int steps) {
        instructions += steps;
        if (instructions > MOST_INSTRUCTIONS) {
            throw new PickleException(
                    "it has more than the %d instructions that are allowed"
                            .formatted(MOST_INSTRUCTIONS));
        }
    }

    /** Returns how many items a function's arguments hold, which it may copy. */
    private static int copied(Object arguments) {
        return arguments instanceof Object[] values
                        && values.length > 0
                        && values[0] instanceof List<?> items
                ? items.size()
                : 0;
    }

    private void protocol() {
        int protocol = bytes.read();
        if (protocol != 2) {
            throw new PickleException(
                    "it is in protocol %d, only 2 is read, which torch.save writes by itself"
                            .formatted(protocol));
        }
    }

    private void global() throws IOException {
        String module = PickleUtils.readline(bytes);
        String name = PickleUtils.readline(bytes);
        stack.add(
                TorchGlobals.find(module, name, script)
                        .orElseGet(() -> new Opaque(module + "." + name)));
    }

    /** PyTorch's dicts carry notes about versions, which are left out. */
    private void build() {
        Object state = stack.pop();
        Object target = stack.peek();
        if (target instanceof ScriptTensors.Module module) {
            if (state instanceof Map<?, ?> attributes) {
                count(attributes.size());
                attributes.forEach(
                        (name, value) -> module.attributes().put(String.valueOf(name), value));
            }
        } else if (!(target instanceof Map || target instanceof Opaque)) {
            throw new PickleException("it sets attributes of something that has none");
        }
    }

    @Override
    protected Object persistentLoad(Object id) {
        if (id instanceof Object[] parts && parts.length > 1 && parts[1] instanceof Opaque other) {
            return other;
        }
        if (id instanceof Object[] parts
                && parts.length >= 5
                && "storage".equals(parts[0])
                && parts[1] instanceof TensorType type
                && parts[2] instanceof String key) {
            if (parts.length > 5 && parts[5] != null) {
                throw new PickleException("its storages are views of others, which isn't read");
            }
            PickledTensor.Storage storage =
                    new PickledTensor.Storage(type, key, TorchGlobals.number(parts[4]));
            storages.add(storage);
            return storage;
        }
        throw new PickleException("it refers to something that is no storage");
    }

    private static void setItems(Map<Object, Object> dict, List<Object> items) {
        for (int i = 0; i < items.size(); i += 2) {
            put(dict, items.get(i), items.get(i + 1));
        }
    }

    /** Tensors go by text. Other entries are passed over: hashing some keys may never end. */
    static void put(Map<Object, Object> dict, Object key, Object value) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) {
            dict.put(key, value);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> dict(Object value) {
        return (Map<Object, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
