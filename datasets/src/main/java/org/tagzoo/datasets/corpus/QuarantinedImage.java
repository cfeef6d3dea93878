package org.tagzoo.datasets.corpus;

/**
 * An image that was left out of the corpus.
 *
 * @param id its name in the corpus
 * @param location where its file is, or was looked for
 * @param reason why it was left out, one line in plain English
 */
public record QuarantinedImage(String id, String location, String reason) {}
