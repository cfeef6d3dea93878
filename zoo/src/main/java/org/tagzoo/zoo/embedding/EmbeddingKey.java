package org.tagzoo.zoo.embedding;

import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * All that an image's embedding depends on but the image: never labels, names, or which other
 * images there are.
 *
 * @param backbone name of the network's body
 * @param stage before which the network is cut: {@code head} for the embedding
 * @param weightsHash SHA-256 of the file of weights
 * @param normalization what is done to the pixels
 * @param imageSize of the images
 * @param pixels how they become pixels
 * @param precision of convolutions
 * @param format of feature maps
 * @param device such as {@code cpu}
 * @param batchSize images at a time, which decides in what order an engine adds numbers up
 * @param threads of the engine, which decide the same on processors
 * @param alteration what the images went through first; empty for images as they are
 */
public record EmbeddingKey(
        String backbone,
        String stage,
        String weightsHash,
        Normalization normalization,
        ImageSize imageSize,
        String pixels,
        Precision precision,
        MemoryFormat format,
        String device,
        int batchSize,
        int threads,
        String alteration) {

    /**
     * Goes up with each change to how compiled networks compute, if their results change in the
     * last digits even.
     */
    private static final String ARITHMETIC = "3";

    /** Returns the beginning of the names of files, which tells a person what they are. */
    public String name() {
        String hash = Sha256.of(ARITHMETIC + this);
        return "%s-%s-%s-%s".formatted(backbone, stage, imageSize, hash.substring(0, 32));
    }

    EmbeddingKey withBatchSize(int value) {
        return new EmbeddingKey(
                backbone,
                stage,
                weightsHash,
                normalization,
                imageSize,
                pixels,
                precision,
                format,
                device,
                value,
                threads,
                alteration);
    }
}
