package org.tagzoo.zoo.export;

/**
 * What stands in {@code tagzoo.json}.
 *
 * @param description of the network
 * @param modelSha256 of the network's file, 64 hexadecimal digits
 * @param writtenBy version of TagZoo
 */
record ExportManifest(ExportDescription description, String modelSha256, String writtenBy) {

    /** The version of this code; a test holds it to the build's. */
    static final String TAGZOO = "0.1.0";
}
