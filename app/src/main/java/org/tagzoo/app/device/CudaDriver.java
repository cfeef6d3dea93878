package org.tagzoo.app.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks NVIDIA's driver what there is. DJL looks for the CUDA runtime instead, which need not be on
 * a machine whose engine brings its own.
 */
final class CudaDriver {

    private static final int MAJOR_CAPABILITY = 75;
    private static final int MINOR_CAPABILITY = 76;
    private static final int NAME_BYTES = 256;
    private static final String LIBRARY =
            System.getProperty("os.name").startsWith("Windows") ? "nvcuda" : "libcuda.so.1";

    private CudaDriver() {}

    /** The driver's functions, under the names of its C interface; each returns 0 or an error. */
    interface Calls extends Library {

        int cuInit(int flags);

        int cuGetErrorString(int error, PointerByReference text);

        int cuDeviceGetCount(int[] count);

        int cuDeviceGet(int[] device, int number);

        int cuDeviceGetName(byte[] name, int bytes, int device);

        int cuDeviceTotalMem_v2(long[] bytes, int device);

        int cuDeviceGetAttribute(int[] value, int attribute, int device);

        int cuDevicePrimaryCtxRetain(PointerByReference context, int device);

        int cuDevicePrimaryCtxRelease_v2(int device);

        int cuCtxPushCurrent_v2(Pointer context);

        int cuCtxPopCurrent_v2(PointerByReference context);

        int cuMemGetInfo_v2(long[] free, long[] total);
    }

    /** Something that the driver would not do. */
    private static final class DriverException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DriverException(String message) {
            super(message);
        }
    }

    static CudaDevices find() {
        try {
            List<CudaDevice> devices = devices(load());
            return new CudaDevices(
                    devices, devices.isEmpty() ? "the NVIDIA driver knows of none" : "");
        } catch (UnsatisfiedLinkError e) {
            return new CudaDevices(
                    List.of(), "this machine has no NVIDIA driver (%s)".formatted(LIBRARY));
        } catch (DriverException e) {
            return new CudaDevices(
                    List.of(), "the NVIDIA driver says: %s".formatted(e.getMessage()));
        }
    }

    /** Returns how much of a device's memory is in use, by whatever process. */
    static long usedMemory(int number) {
        Calls driver = load();
        check(driver, driver.cuInit(0));
        int device = device(driver, number);
        PointerByReference context = new PointerByReference();
        check(driver, driver.cuDevicePrimaryCtxRetain(context, device));
        try {
            check(driver, driver.cuCtxPushCurrent_v2(context.getValue()));
            try {
                long[] free = new long[1];
                long[] total = new long[1];
                check(driver, driver.cuMemGetInfo_v2(free, total));
                return total[0] - free[0];
            } finally {
                driver.cuCtxPopCurrent_v2(new PointerByReference());
            }
        } finally {
            driver.cuDevicePrimaryCtxRelease_v2(device);
        }
    }

    private static Calls load() {
        return Native.load(LIBRARY, Calls.class);
    }

    private static List<CudaDevice> devices(Calls driver) {
        check(driver, driver.cuInit(0));
        int[] count = new int[1];
        check(driver, driver.cuDeviceGetCount(count));
        List<CudaDevice> devices = new ArrayList<>();
        for (int number = 0; number < count[0]; number++) {
            int device = device(driver, number);
            byte[] name = new byte[NAME_BYTES];
            check(driver, driver.cuDeviceGetName(name, name.length, device));
            long[] memory = new long[1];
            check(driver, driver.cuDeviceTotalMem_v2(memory, device));
            devices.add(
                    new CudaDevice(
                            number,
                            Native.toString(name, StandardCharsets.UTF_8.name()),
                            memory[0],
                            attribute(driver, MAJOR_CAPABILITY, device)
                                    + "."
                                    + attribute(driver, MINOR_CAPABILITY, device)));
        }
        return devices;
    }

    private static int device(Calls driver, int number) {
        int[] device = new int[1];
        check(driver, driver.cuDeviceGet(device, number));
        return device[0];
    }

    private static int attribute(Calls driver, int attribute, int device) {
        int[] value = new int[1];
        check(driver, driver.cuDeviceGetAttribute(value, attribute, device));
        return value[0];
    }

    private static void check(Calls driver, int error) {
        if (error != 0) {
            PointerByReference text = new PointerByReference();
            boolean known = driver.cuGetErrorString(error, text) == 0 && text.getValue() != null;
            String words = known ? text.getValue().getString(0) : "an unknown error";
            throw new DriverException("%s (error %d)".formatted(words, error));
        }
    }
}
