package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.app.device.CudaDevice;
import org.tagzoo.app.device.CudaDevices;

/** What is said of devices on machines with none, one and two of them. */
class DeviceOptionTest {

    private static final CudaDevice FIRST = new CudaDevice(0, "GPU A", 80L << 30, "9.0");
    private static final CudaDevice SECOND = new CudaDevice(1, "GPU B", 16L << 30, "7.5");

    private static DeviceOption none() {
        return new DeviceOption(
                () -> new CudaDevices(List.of(), "this machine has no NVIDIA driver (lib)"),
                device -> Optional.empty());
    }

    private static DeviceOption these(CudaDevice... devices) {
        return new DeviceOption(
                () -> new CudaDevices(List.of(devices), ""), device -> Optional.empty());
    }

    private static DeviceOption unusable() {
        return new DeviceOption(
                () -> new CudaDevices(List.of(FIRST), ""),
                device -> Optional.of("the libraries are for the processor alone; start so"));
    }

    private static String refusal(DeviceOption option, String text) {
        return assertThrows(UsageException.class, () -> option.device(text)).getMessage();
    }

    @Test
    void theProcessorNeedsNoLook() {
        DeviceOption blind =
                new DeviceOption(
                        () -> {
                            throw new AssertionError("looked for devices");
                        },
                        device -> {
                            throw new AssertionError("asked the engine");
                        });
        assertEquals(Device.cpu(), blind.device("cpu"));
    }

    @Test
    void aDeviceThatIsThereIsTaken() {
        assertEquals(Device.gpu(0), these(FIRST, SECOND).device("cuda:0"));
        assertEquals(Device.gpu(1), these(FIRST, SECOND).device("cuda:1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "cuda:", "cuda:-1", "cuda:1000", "gpu0", "CPU", "cuda:0 ", ""})
    void otherNamesAreRefused(String text) {
        assertEquals(
                "A device is cpu or cuda:<number>, such as cuda:0, not " + text,
                refusal(these(FIRST), text));
    }

    @Test
    void saysWhyThereIsNone() {
        assertEquals(
                "There is no device cuda:0: no CUDA device was found, because this machine has no"
                        + " NVIDIA driver (lib); use --device cpu",
                refusal(none(), "cuda:0"));
    }

    @Test
    void saysWhichThereAre() {
        assertEquals(
                "There is no device cuda:1: the only CUDA device is cuda:0 (GPU A); use --device cpu"
                        + " or one that is there",
                refusal(these(FIRST), "cuda:1"));
        assertEquals(
                "There is no device cuda:2: the CUDA devices are cuda:0 (GPU A), cuda:1 (GPU B);"
                        + " use --device cpu or one that is there",
                refusal(these(FIRST, SECOND), "cuda:2"));
    }

    @Test
    void saysWhyTheEngineCannotUseIt() {
        assertEquals(
                "cuda:0 (GPU A) is there, but can't be used: the libraries are for the processor"
                        + " alone; start so",
                refusal(unusable(), "cuda:0"));
    }

    @Test
    void allAreTheProcessorAndEachDevice() {
        List<String> notes = new ArrayList<>();
        assertEquals(
                List.of(Device.cpu(), Device.gpu(0), Device.gpu(1)),
                these(FIRST, SECOND).devices(List.of("all"), notes::add));
        assertEquals(List.of(), notes);
    }

    @Test
    void allSaysWhatItLeavesOut() {
        List<String> notes = new ArrayList<>();
        assertEquals(List.of(Device.cpu()), none().devices(List.of("all"), notes::add));
        assertEquals(List.of(Device.cpu()), unusable().devices(List.of("all"), notes::add));
        assertEquals(2, notes.size());
        assertTrue(notes.get(0).startsWith("On the processor alone: no CUDA device was found"));
        assertTrue(notes.get(1).startsWith("cuda:0 (GPU A) is there, but can't be used"));
    }

    @Test
    void devicesOfAListAreTakenOnceEach() {
        DeviceOption two = these(FIRST, SECOND);
        assertEquals(
                List.of(Device.gpu(1), Device.cpu()),
                two.devices(List.of("cuda:1", "cpu", "cuda:1"), note -> {}));
        assertThrows(UsageException.class, () -> two.devices(List.of("cuda:0", "all"), note -> {}));
        assertThrows(
                UsageException.class, () -> two.devices(List.of("cuda:0", "cuda:9"), note -> {}));
    }

    @Test
    void namesProducts() {
        assertEquals("GPU B", these(FIRST, SECOND).product(Device.gpu(1)));
        assertEquals("", these(FIRST).product(Device.cpu()));
    }

    @Test
    void rowsAreTrainedOnDevicesOfOneKind() {
        DeviceOption here = these(FIRST, SECOND);
        assertEquals(
                List.of(Device.gpu(0), Device.gpu(1)), here.ofOneKind(List.of("cuda:0", "cuda:1")));
        assertEquals(List.of(Device.cpu(), Device.cpu()), here.ofOneKind(List.of("cpu", "cpu")));
        String message =
                assertThrows(UsageException.class, () -> here.ofOneKind(List.of("cpu", "cuda:1")))
                        .getMessage();
        assertEquals(
                "--device cpu,cuda:1: all must be cpu, or all CUDA devices, as rows of one differ in their last digits from those of the other",
                message);
    }
}
