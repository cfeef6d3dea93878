/**
 * How well the stages of a trained network find images of the same kind: {@link
 * org.tagzoo.app.retrieval.RowRetrieval}.
 */
package org.tagzoo.app.retrieval;
