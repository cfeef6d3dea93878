package org.tagzoo.zoo.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the few pickle instructions (protocol 2) that a TorchScript archive needs. */
final class PickleWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        op(0x80).op(2);
    }

    PickleWriter global(String module, String name) {
        return op('c').raw(module + "\n" + name + "\n");
    }

    PickleWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return op('X').int32(utf8.length).bytes(utf8);
    }

    PickleWriter integer(int value) {
        return op('J').int32(value);
    }

    PickleWriter bool(boolean value) {
        return op(value ? 0x88 : 0x89);
    }

    PickleWriter none() {
        return op('N');
    }

    PickleWriter tuple() {
        return op('(');
    }

    PickleWriter endTuple() {
        return op('t');
    }

    PickleWriter emptyTuple() {
        return op(')');
    }

    PickleWriter integers(List<Integer> values) {
        tuple();
        values.forEach(this::integer);
        return endTuple();
    }

    PickleWriter list() {
        return op(']').op('(');
    }

    PickleWriter endList() {
        return op('e');
    }

    /** A list of tensors, with none in it. */
    PickleWriter noTensors() {
        return tensors().endTensors();
    }

    /** Opens a list of tensors. */
    PickleWriter tensors() {
        return global("torch.jit._pickle", "build_tensorlist").tuple().list();
    }

    PickleWriter endTensors() {
        return endList().endTuple().call();
    }

    PickleWriter persistent() {
        return op('Q');
    }

    PickleWriter call() {
        return op('R');
    }

    /**
     * Opens an object of a class with attributes; pairs of text and value follow, then {@link
     * #endObject}.
     */
    PickleWriter object(String name) {
        return bare(name).op('}').op('(');
    }

    /** Makes an object of a class, without attributes; a state follows, then {@link #endState}. */
    PickleWriter bare(String name) {
        return global("__torch__", name).emptyTuple().op(0x81);
    }

    PickleWriter endState() {
        return op('b');
    }

    PickleWriter endObject() {
        return op('u').op('b');
    }

    byte[] end() {
        op('.');
        return out.toByteArray();
    }

    private PickleWriter op(int code) {
        out.write(code);
        return this;
    }

    private PickleWriter int32(int value) {
        return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private PickleWriter raw(String ascii) {
        return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private PickleWriter bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }
}
