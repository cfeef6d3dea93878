package org.tagzoo.app.device;

/**
 * A CUDA device.
 *
 * @param number as in {@code cuda:0}, among those that {@code CUDA_VISIBLE_DEVICES} leaves
 * @param product what the maker calls it
 * @param memoryBytes that it has
 * @param capability what it can compute, such as {@code 9.0}: from 8.0 on it has bfloat16 and TF32
 */
public record CudaDevice(int number, String product, long memoryBytes, String capability) {

    /** Returns the name by which users name it: {@code cuda:0}. */
    public String name() {
        return "cuda:" + number;
    }
}
