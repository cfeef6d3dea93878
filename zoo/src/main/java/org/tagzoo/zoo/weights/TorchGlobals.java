package org.tagzoo.zoo.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;

/**
 * The functions and classes that a file of tensors may name, and what each one stands for here.
 * Nothing of Python or Java is looked up by a name in a file.
 */
final class TorchGlobals {

    private static final Map<String, TensorType> STORAGES =
            Map.of(
                    "torch.DoubleStorage", TensorType.F64,
                    "torch.FloatStorage", TensorType.F32,
                    "torch.HalfStorage", TensorType.F16,
                    "torch.BFloat16Storage", TensorType.BF16,
                    "torch.LongStorage", TensorType.I64,
                    "torch.IntStorage", TensorType.I32,
                    "torch.ShortStorage", TensorType.I16,
                    "torch.CharStorage", TensorType.I8,
                    "torch.ByteStorage", TensorType.U8,
                    "torch.BoolStorage", TensorType.BOOL);

    private static final Map<String, IObjectConstructor> FUNCTIONS =
            Map.of(
                    "collections.OrderedDict", TorchGlobals::orderedDict,
                    "torch._utils._rebuild_tensor", TorchGlobals::tensor,
                    "torch._utils._rebuild_tensor_v2", TorchGlobals::tensor,
                    "torch._utils._rebuild_parameter", args -> args[0]);

    /** Lists with a known type of element, which TorchScript writes as a list in a call. */
    private static final Set<String> SCRIPT_LISTS =
            Set.of(
                    "torch.jit._pickle.build_intlist",
                    "torch.jit._pickle.build_doublelist",
                    "torch.jit._pickle.build_boollist",
                    "torch.jit._pickle.build_tensorlist",
                    "torch.jit._pickle.restore_type_tag");

    private TorchGlobals() {}

    /**
     * Returns a {@link TensorType} for a class of storage, or a constructor; empty if it is not
     * allowed.
     *
     * @param script whether classes that a TorchScript archive declares are allowed
     */
    static Optional<Object> find(String module, String name, boolean script) {
        String global = module + "." + name;
        IObjectConstructor made = FUNCTIONS.get(global);
        if (script && SCRIPT_LISTS.contains(global)) {
            made = args -> args[0];
        } else if (script && (module + ".").startsWith("__torch__.")) {
            made = args -> new ScriptTensors.Module(global, new LinkedHashMap<>());
        }
        return Optional.ofNullable(made == null ? STORAGES.get(global) : made);
    }

    /** Python 2 gave the pairs in the call, as lists of two. */
    private static Object orderedDict(Object[] args) {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (args.length == 1 && args[0] instanceof List<?> pairs) {
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> two && two.size() == 2)) {
                    throw new PickleException("an OrderedDict is not made of pairs");
                }
                TensorUnpickler.put(dict, two.get(0), two.get(1));
            }
        } else if (args.length > 0) {
            throw new PickleException("an OrderedDict is not made of pairs");
        }
        return dict;
    }

    /** Storage, offset, shape, strides; what follows is about gradients. */
    private static Object tensor(Object[] args) {
        if (args.length > 0 && args[0] instanceof TensorUnpickler.Opaque storage) {
            return storage;
        }
        if (args.length < 4 || !(args[0] instanceof PickledTensor.Storage storage)) {
            throw new PickleException("a tensor without storage, offset, shape and strides");
        }
        return new PickledTensor(storage, number(args[1]), numbers(args[2]), numbers(args[3]));
    }

    private static List<Long> numbers(Object value) {
        if (!(value instanceof Object[] values)) {
            throw new PickleException("a tensor's shape or strides are no tuple");
        }
        List<Long> numbers = new ArrayList<>();
        for (Object number : values) {
            numbers.add(number(number));
        }
        return List.copyOf(numbers);
    }

    static long number(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new PickleException("something else where a whole number must stand");
    }
}
