package org.tagzoo.zoo.embedding;

import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * All that embeddings depend on. Two runs with equal keys share one file in the cache.
 *
 * @param backbone name of the network's body
 * @param stage before which the network is cut: {@code head} for the embedding
 * @param weightsHash SHA-256 of the file of weights
 * @param normalization what is done to the pixels
 * @param imageSize side of the images
 * @param precision of convolutions
 * @param format of feature maps
 * @param device such as {@code cpu}
 * @param batchSize images at a time, which decides in what order an engine adds numbers up
 * @param threads of the engine, which decide the same on processors
 * @param imagesHash hash over the images' files, in order
 * @param alteration what the images went through first, and which of them were taken; empty for all
 *     of them as they are
 */
public record EmbeddingKey(
        String backbone,
        String stage,
        String weightsHash,
        Normalization normalization,
        int imageSize,
        Precision precision,
        MemoryFormat format,
        String device,
        int batchSize,
        int threads,
        String imagesHash,
        String alteration) {

    /**
     * Goes up with each change to how compiled networks compute, if their results change in the
     * last digits even.
     */
    private static final String ARITHMETIC = "2";

    /** Returns the name of the file, which tells a person what it is. */
    public String fileName() {
        return "%s-%s-%d-%s.rows"
                .formatted(
                        backbone, stage, imageSize, Sha256.of(ARITHMETIC + this).substring(0, 32));
    }
}
