package org.tagzoo.app.bench;

import org.tagzoo.zoo.torchscript.Precision;

/**
 * What a device reaches at best, as measured: networks can't be faster.
 *
 * @param device such as {@code cuda:0}
 * @param product its maker's name
 * @param precision of the numbers that are multiplied
 * @param gigaflops billions of floating-point operations a second in large matrix products
 * @param side of the matrices
 * @param copyGigabytes read and written a second, together, when memory is copied in the device
 */
public record DeviceLimit(
        String device,
        String product,
        Precision precision,
        Quartiles gigaflops,
        int side,
        Quartiles copyGigabytes) {}
