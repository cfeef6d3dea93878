/**
 * Embeddings of images by a frozen network, computed once and kept: {@link
 * org.tagzoo.zoo.embedding.Embedder}.
 */
package org.tagzoo.zoo.embedding;
