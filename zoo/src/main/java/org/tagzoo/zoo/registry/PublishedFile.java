package org.tagzoo.zoo.registry;

/**
 * A file of torchvision's, which TagZoo neither fetches nor reads; its weights are used once a
 * person has put them into the cache as safetensors.
 *
 * @param file its name, which ends in the first eight hexadecimal digits of its SHA-256
 * @param address where it is published
 */
public record PublishedFile(String file, String address) implements WeightsOrigin {}
