package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.EngineException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void saysWhichLibraryTheEngineLacks() {
        assertEquals(
                "The engine failed: Failed to load PyTorch native library: libcuda.so.1: cannot"
                        + " open shared object file",
                Reason.of(
                        new EngineException(
                                "Failed to load PyTorch native library",
                                new UnsatisfiedLinkError(
                                        "libcuda.so.1: cannot open shared object file"))));
    }

    @Test
    void saysWhereLibrariesCanComeFromWithoutANetwork() {
        assertEquals(
                "The engine's libraries are not here and can't be fetched (somewhere.example);"
                        + " PYTORCH_LIBRARY_PATH names a folder that has them",
                Reason.of(
                        new EngineException(
                                "Failed to save pytorch index file",
                                new UnknownHostException("somewhere.example"))));
    }

    @Test
    void keepsTheNameOfWhatNobodyForesaw() {
        assertEquals("EngineException: odd", Reason.of(new EngineException("odd")));
    }
}
