package org.tagzoo.zoo.weights;

/**
 * A row of numbers that tensors of a pickle lie in.
 *
 * @param key by which the file's storages are found
 * @param count how many numbers it has
 */
record PickledStorage(TensorType type, String key, long count) {}
