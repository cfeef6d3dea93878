package org.tagzoo.app.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.junit.jupiter.api.Test;

class EngineDeviceTest {

    /** What PyTorch 2.7.1 says with libraries for the processor, and with those for CUDA. */
    @Test
    void tellsLibrariesApart() {
        assertEquals(
                EngineDevice.LibrariesKind.PROCESSOR,
                EngineDevice.LibrariesKind.of(
                        "Could not run 'aten::empty.memory_format' with arguments from the 'CUDA'"
                                + " backend. This could be because the operator doesn't exist"));
        assertEquals(
                EngineDevice.LibrariesKind.CUDA,
                EngineDevice.LibrariesKind.of("CUDA error: invalid device ordinal"));
        assertEquals(
                EngineDevice.LibrariesKind.CUDA,
                EngineDevice.LibrariesKind.of("Found no NVIDIA driver on your system. Please"));
    }

    @Test
    void theProcessorCanBeUsed() {
        assertTrue(EngineDevice.refusal(Device.cpu()).isEmpty());
    }

    /** Nothing is ever computed elsewhere in silence. */
    @Test
    void librariesForTheProcessorRefuseAGpu() {
        assumeFalse(
                Engine.getEngine("PyTorch").hasCapability("CUDA"), "the engine has CUDA libraries");
        String refusal = EngineDevice.refusal(Device.gpu(0)).orElseThrow();
        assertTrue(refusal.contains("for the processor alone"), refusal);
        assertTrue(refusal.contains("TAGZOO_ENGINE=cuda"), refusal);
    }

    @Test
    void whereNoDeviceIsFoundThereIsAReason() {
        CudaDevices found = CudaDevices.find();
        assertEquals(found.devices().isEmpty(), !found.reason().isEmpty());
        assertFalse(found.summary().isBlank());
    }
}
