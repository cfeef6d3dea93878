package org.tagzoo.zoo.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.file.Path;

/** Where weights come from: a published file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NpmPackage.class, name = "npm"),
    @JsonSubTypes.Type(value = PublishedFile.class, name = "torchvision")
})
public sealed interface WeightsOrigin permits NpmPackage, PublishedFile {

    /** Returns the file's name. */
    String file();

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
}
