package org.tagzoo.zoo.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where weights come from: a published file, one in an archive or in TagZoo itself, or several of
 * these.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BuiltIn.class, name = "built-in"),
    @JsonSubTypes.Type(value = DjlFile.class, name = "djl"),
    @JsonSubTypes.Type(
            value = HubFile.class,
            names = {"timm", "places365"}),
    @JsonSubTypes.Type(value = NpmPackage.class, name = "npm"),
    @JsonSubTypes.Type(value = PipPackage.class, name = "pip"),
    @JsonSubTypes.Type(value = PublishedFile.class, name = "torchvision")
})
public sealed interface WeightsOrigin
        permits BuiltIn, HubFile, JoinedWeights, PackedWeights, PublishedFile {

    /** Returns the file's name. */
    String file();

    /** Returns where it is from in one word, such as {@code npm}. */
    String source();

    /** Returns what it is, such as {@code npm package tiny@1.0.0}, or its address. */
    String described();

    /** Returns what is known of the file's hash, such as {@code SHA-256 that begins with 5e79}. */
    String hash();

    /** Returns how large it is, for people. */
    default String size() {
        return String.format(Locale.ROOT, "%.1f MB", mostBytes() / 1e6);
    }

    /** Returns how many bytes the file can have. */
    long mostBytes();

    /**
     * Tells the file from any other.
     *
     * @throws IOException if it is another, or can't be read; the message is a reason, in one line
     */
    void check(Path published) throws IOException;

    /** Tells a person how to put the file into the cache. */
    String byHand(WeightsCard card, WeightsCache cache);

    /**
     * Returns the SHA-256 of the safetensors file that is made of it, in hexadecimal; empty if
     * there may be any.
     */
    @JsonIgnore
    default Optional<String> safetensorsSha256() {
        return Optional.empty();
    }
}
