package org.tagzoo.app.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CudaDevicesTest {

    private static final CudaDevice FIRST = new CudaDevice(0, "NVIDIA H100", 80L << 30, "9.0");
    private static final CudaDevice SECOND = new CudaDevice(1, "NVIDIA L4", 24L << 30, "8.9");

    @Test
    void oneLineNamesThemAll() {
        assertEquals(
                "the only CUDA device is cuda:0 (NVIDIA H100)",
                new CudaDevices(List.of(FIRST), "").summary());
        assertEquals(
                "the CUDA devices are cuda:0 (NVIDIA H100), cuda:1 (NVIDIA L4)",
                new CudaDevices(List.of(FIRST, SECOND), "").summary());
    }

    @Test
    void whyThereAreNoneIsSaid() {
        assertEquals(
                "no CUDA device was found, because there is no driver",
                new CudaDevices(List.of(), "there is no driver").summary());
    }

    @Test
    void theListIsItsOwn() {
        CudaDevices devices = new CudaDevices(List.of(FIRST), "");
        assertThrows(UnsupportedOperationException.class, () -> devices.devices().add(SECOND));
    }
}
